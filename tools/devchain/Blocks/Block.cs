using P8e.Devchain.Transactions;

namespace P8e.Devchain.Blocks;

/// <summary>A block that was committed: its transactions and what became of them, in the same order.</summary>
internal sealed record Block(long Height, ChainTime Time, IReadOnlyList<ReadOnlyMemory<byte>> Transactions, IReadOnlyList<TxOutcome> Outcomes);
