namespace P8e.Devchain.Transactions;

/// <summary>
/// A transaction's bytes, with what follows from them whatever the state is. It lives as long as the transaction waits, so that what was
/// found out when it came is not found out again in its block and after every block before that.
/// </summary>
internal sealed class ReceivedTx(ReadOnlyMemory<byte> bytes)
{
    internal ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>What it says, once it was decoded and its messages passed the checks that need no state; null before and for others.</summary>
    internal DecodedTx? Content { get; set; }
}
