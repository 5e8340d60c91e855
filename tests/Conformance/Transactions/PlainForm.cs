using Google.Protobuf;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.Cosmos.TxSigning;

namespace P8e.Conformance.Transactions;

/// <summary>
/// Looks at recorded bytes with the generated types alone, not with the code under test: could a wallet with one key and the mode DIRECT have made
/// them? The recordings hold many transactions that were bent on purpose, to see what the node says.
/// </summary>
internal sealed class PlainForm
{
    private PlainForm(TxRaw raw, TxBody body, AuthInfo info)
    {
        Raw = raw;
        Body = body;
        Info = info;
    }

    internal TxRaw Raw { get; }

    internal TxBody Body { get; }

    internal AuthInfo Info { get; }

    /// <summary>Null when the bytes are no transaction, or one of another form.</summary>
    internal static PlainForm? Of(byte[] bytes)
    {
        try
        {
            var raw = TxRaw.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            var body = TxBody.Parser.WithDiscardUnknownFields(true).ParseFrom(raw.BodyBytes);
            var form = new PlainForm(raw, body, AuthInfo.Parser.WithDiscardUnknownFields(true).ParseFrom(raw.AuthInfoBytes));
            return raw.ToByteArray().AsSpan().SequenceEqual(bytes) && form.IsPlain() ? form : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Whether the signature is the key's over this chain and account number.</summary>
    internal bool IsSigned(PublicKey key, string chainId, ulong accountNumber, ISecp256k1? curve = null)
    {
        var document = new SignDoc { BodyBytes = Raw.BodyBytes, AuthInfoBytes = Raw.AuthInfoBytes, ChainId = chainId, AccountNumber = accountNumber };
        return Info.SignerInfos[0].PublicKey.Value.Span.EndsWith(key.ToCompressed())
            && EcdsaSignature.TryFromCompact(Raw.Signatures[0].Span, out var signature)
            && signature.IsLowS
            && Signing.Verify(key, document.ToByteArray(), SignatureDigest.Sha256, signature, curve);
    }

    private bool IsPlain() =>
        Raw.Signatures.Count == 1
        && Body.ToByteString().Equals(Raw.BodyBytes) && Info.ToByteString().Equals(Raw.AuthInfoBytes)
        && Body.Messages.Count > 0 && Body.Messages.All(message => message.TypeUrl.StartsWith('/'))
        && Body is { Unordered: false, TimeoutTimestamp: null, ExtensionOptions.Count: 0, NonCriticalExtensionOptions.Count: 0 }
        && Info is { SignerInfos.Count: 1, Fee: { Payer: "", Granter: "" } }
        && Info.SignerInfos[0] is { PublicKey: not null, ModeInfo.Single.Mode: SignMode.Direct }
        && Info.Fee.Amount.All(coin => UInt128.TryParse(coin.Amount, out var amount) && coin.Amount == $"{amount}");
}
