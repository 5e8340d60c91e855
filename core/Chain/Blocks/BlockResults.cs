namespace P8e.Chain.Blocks;

/// <summary>What a block did (provenance-chain 4.2, 4.4, 4.5).</summary>
/// <param name="Height">Its height.</param>
/// <param name="Transactions">One result per transaction, in the order of the block.</param>
/// <param name="BlockEvents">Events of the block's beginning and end, each with the attribute <c>mode</c>.</param>
public sealed record BlockResults(long Height, IReadOnlyList<TransactionResult> Transactions, IReadOnlyList<ChainEvent> BlockEvents);
