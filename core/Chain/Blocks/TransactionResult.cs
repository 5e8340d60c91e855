using P8e.Chain.Node;

namespace P8e.Chain.Blocks;

/// <summary>What became of a transaction in its block.</summary>
/// <param name="Failure">Null when it succeeded; otherwise its messages did nothing; see <see cref="UsedSequence"/>.</param>
/// <param name="GasWanted">The meter's limit.</param>
/// <param name="GasUsed">What it used.</param>
/// <param name="Events">The events in order.</param>
public sealed record TransactionResult(TransactionFailure? Failure, long GasWanted, long GasUsed, IReadOnlyList<ChainEvent> Events)
{
    /// <summary>
    /// False when a block holds the transaction but it failed before its sequence was used: it paid nothing, has no events, and may come again until its timeout
    /// height (provenance-chain 4.2). That is no outcome.
    /// </summary>
    public bool UsedSequence => Failure is null || Events.Count > 0;
}
