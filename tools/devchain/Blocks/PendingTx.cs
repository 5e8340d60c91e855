using P8e.Devchain.Storage;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Blocks;

/// <summary>A transaction that was admitted.</summary>
/// <param name="Tx">The transaction.</param>
/// <param name="GasWanted">The gas that counts toward its block.</param>
/// <param name="After">The admission state after its check; right in the keys that checks touch.</param>
internal readonly record struct PendingTx(ReceivedTx Tx, long GasWanted, StateVersion After);
