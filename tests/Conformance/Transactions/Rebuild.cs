using P8e.Chain.Transactions;
using P8e.Cryptography.Signatures;

namespace P8e.Conformance.Transactions;

/// <summary>Builds a transaction with the code under test and compares it with the recorded one; then reads the recorded one.</summary>
internal static class Rebuild
{
    internal static async Task CheckAsync(
        byte[] recorded, string hash, ISigner signer, TransactionContent content, TransactionFee fee, SignerState state, CancellationToken cancellationToken)
    {
        var built = await new TransactionSigner(signer, state.ChainId).SignAsync(content, fee, state, cancellationToken);
        Expect.Bytes("transaction", recorded, built.Bytes.Span);
        Expect.Equal("hash", hash, built.Hash.ToString());
        Expect.Equal("hash read", built.Hash, TransactionHash.Parse(hash));

        var decoded = TransactionDecoder.Decode(recorded);
        Expect.Equal("decoded hash", built.Hash, decoded.Hash);
        Expect.Equal("decoded messages", true, decoded.Content.Messages.SequenceEqual(content.Messages));
        Expect.Equal("decoded memo", content.Memo, decoded.Content.Memo);
        Expect.Equal("decoded timeout height", content.TimeoutHeight, decoded.Content.TimeoutHeight);
        Expect.Equal("decoded fee", true, decoded.Fee.Amount.SequenceEqual(fee.Amount));
        Expect.Equal("decoded gas limit", fee.GasLimit, decoded.Fee.GasLimit);
        Expect.Equal("decoded signers", 1, decoded.Signers.Count);
        Expect.Equal("decoded key", signer.PublicKey, decoded.Signers[0].PublicKey);
        Expect.Equal("decoded sequence", state.Sequence, decoded.Signers[0].Sequence);
        Expect.Bytes("decoded signature", recorded.AsSpan(^EcdsaSignature.CompactBytes..), decoded.Signers[0].Signature.Span);
    }
}
