using P8e.Devchain.Transactions;

namespace P8e.Devchain.Blocks;

/// <summary>A transaction that was admitted, and the gas that counts toward its block.</summary>
internal readonly record struct PendingTx(ReceivedTx Tx, long GasWanted);
