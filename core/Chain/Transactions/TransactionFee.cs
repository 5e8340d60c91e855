namespace P8e.Chain.Transactions;

/// <summary>What a transaction pays and how much it may compute (provenance-chain 5.6).</summary>
/// <param name="Amount">The coins in the order in which they are signed; empty for a free transaction.</param>
/// <param name="GasLimit">Most gas.</param>
public sealed record TransactionFee(IReadOnlyList<ChainCoin> Amount, ulong GasLimit);
