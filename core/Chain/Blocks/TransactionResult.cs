using P8e.Chain.Node;

namespace P8e.Chain.Blocks;

/// <summary>What became of a transaction in its block.</summary>
/// <param name="Failure">Null when it succeeded; otherwise its messages did nothing, but its sequence is used and a fee was paid.</param>
/// <param name="GasWanted">The meter's limit.</param>
/// <param name="GasUsed">What it used.</param>
/// <param name="Events">The events in order.</param>
public sealed record TransactionResult(TransactionFailure? Failure, long GasWanted, long GasUsed, IReadOnlyList<ChainEvent> Events);
