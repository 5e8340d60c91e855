using P8e.Chain.Transactions;

namespace P8e.Index.Rows;

/// <summary>Where on the chain something came to be as a row says it is.</summary>
/// <param name="Height">The block, from 1; 0 while a scope is arriving.</param>
/// <param name="BlockTime">The block's own time.</param>
/// <param name="Transaction">
/// The block's last transaction that changed it; null when the block itself did (its beginning or end), or when it stood so before the index saw it.
/// </param>
/// <param name="IsAtHeight">False when the node had pruned this block's state, so that the row shows a later one.</param>
public sealed record ChangePoint(long Height, DateTimeOffset BlockTime, TransactionHash? Transaction, bool IsAtHeight);
