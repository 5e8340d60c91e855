using P8e.Devchain.Ante;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Devchain.Transactions;

/// <summary>A transaction that was decoded, with the bytes that are signed.</summary>
internal sealed record DecodedTx(TxRaw Raw, TxBody Body, AuthInfo AuthInfo, IReadOnlyList<DecodedMessage> Messages, int Size)
{
    /// <summary>What was found out about its signatures.</summary>
    internal SignatureMemory Verified { get; } = new();
}
