namespace P8e.Chain.Transactions;

/// <summary>
/// A transaction that can be broadcast. Exactly these bytes were signed and exactly these may be sent: a signature of a vault is random, so
/// signing again makes another transaction (design section 9).
/// </summary>
/// <param name="Bytes">The serialised TxRaw.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Sequence">The account's sequence that it uses.</param>
/// <param name="TimeoutHeight">Last height at which a block may take it; 0 means no limit.</param>
public sealed record SignedTransaction(ReadOnlyMemory<byte> Bytes, TransactionHash Hash, ulong Sequence, ulong TimeoutHeight)
{
    /// <summary>Most bytes of a transaction: what a node takes by default (provenance-chain 5.7).</summary>
    public const int BytesMaximum = 1 << 20;
}
