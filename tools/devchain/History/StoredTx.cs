using P8e.Devchain.Transactions;

namespace P8e.Devchain.History;

/// <summary>A transaction of a committed block.</summary>
internal readonly record struct StoredTx(StoredBlock Block, int Index)
{
    internal ReadOnlyMemory<byte> Bytes => Block.Block.Transactions[Index];

    internal TxOutcome Outcome => Block.Block.Outcomes[Index];

    internal long Height => Block.Block.Height;

    internal byte[] Hash => System.Security.Cryptography.SHA256.HashData(Bytes.Span);
}
