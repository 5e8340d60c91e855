using System.Text.Json;
using P8e.Chain.Transactions;
using P8e.Conformance.Dime;
using P8e.Protocol;

namespace P8e.Conformance.Transactions;

/// <summary>
/// A transaction inside a case of <c>end-to-end.json</c>. The JVM signed with random nonces, so its signature is given back to us after a check that
/// it is over the digest we made; messages are taken from the bytes with the generated types.
/// </summary>
internal sealed class SdkTransaction(JsonElement element, string chainId) : IRecordedTransaction
{
    private byte[] Recorded => element.Base64("txBytesBase64");

    public bool Is(SigningKeys keys) => keys.Has(element.Text("signer")) && PlainForm.Of(Recorded) is not null;

    public Task CheckAsync(SigningKeys keys, CancellationToken cancellationToken)
    {
        var form = PlainForm.Of(Recorded)!;
        Expect.Equal(
            "recorded message types",
            true,
            element.GetProperty("messages").EnumerateArray().Select(type => type.GetString()).SequenceEqual(form.Body.Messages.Select(message => message.TypeUrl)));
        return Rebuild.CheckAsync(
            Recorded,
            element.Text("txHash"),
            new RecordedSigner(keys.Signer(element.Text("signer")).PublicKey, form.Raw.Signatures[0].Memory),
            new TransactionContent(form.Body.Messages.Select(message => ChainMessage.FromBytes(message.TypeUrl, message.Value.Span))),
            new TransactionFee([new ChainCoin(ChainCoin.FeeDenomination, element.GetProperty("feeNhash").GetUInt64())], element.GetProperty("gasLimit").GetUInt64()),
            new SignerState(chainId, element.GetProperty("accountNumber").GetUInt64(), element.GetProperty("sequence").GetUInt64()),
            cancellationToken);
    }
}
