using P8e.Chain.Transactions;

namespace P8e.Chain.Blocks;

/// <summary>A block: its header and its transactions by hash, in order.</summary>
/// <param name="Header">The header.</param>
/// <param name="Transactions">One hash per transaction, also of those that failed.</param>
public sealed record Block(BlockHeader Header, IReadOnlyList<TransactionHash> Transactions);
