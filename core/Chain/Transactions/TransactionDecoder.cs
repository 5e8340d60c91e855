using System.Globalization;
using Google.Protobuf;
using P8e.Cryptography.Keys;
using P8e.Protocol;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Chain.Transactions;

/// <summary>Reads transactions that others made, for showing them. Stricter than a node: what it cannot show whole it refuses.</summary>
public static class TransactionDecoder
{
    private const int SignersMaximum = 64;
    private static readonly string KeyTypeUrl = "/" + Protocol.Wire.Cosmos.Secp256k1.PubKey.Descriptor.FullName;

    /// <summary>Decodes a TxRaw.</summary>
    /// <param name="bytes">At most <see cref="SignedTransaction.BytesMaximum"/> bytes.</param>
    /// <exception cref="P8eInputException">
    /// <see cref="ErrorCodes.LimitExceeded"/>, <see cref="ErrorCodes.ProtobufInvalid"/>, <see cref="ErrorCodes.ChainTransactionInvalid"/>,
    /// <see cref="ErrorCodes.ChainMessageInvalid"/> or <see cref="ErrorCodes.ChainCoinInvalid"/>.
    /// </exception>
    public static DecodedTransaction Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SignedTransaction.BytesMaximum)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Decoding a transaction: {bytes.Length} bytes are more than the {SignedTransaction.BytesMaximum} that the chain takes.");
        }

        try
        {
            var raw = TxRaw.Parser.ParseFrom(bytes);
            var body = TxBody.Parser.ParseFrom(raw.BodyBytes);
            var info = AuthInfo.Parser.ParseFrom(raw.AuthInfoBytes);
            return new DecodedTransaction(TransactionHash.Of(bytes), Content(body), Fee(info.Fee), Signers(info, raw));
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new P8eInputException(
                ErrorCodes.ProtobufInvalid, "Decoding a transaction: these bytes are not one. Give the bytes of a TxRaw.", error);
        }
    }

    private static TransactionContent Content(TxBody body)
    {
        if (body.Unordered || body.TimeoutTimestamp is not null || body.ExtensionOptions.Count > 0 || body.NonCriticalExtensionOptions.Count > 0)
        {
            throw Unsupported("it is unordered or has extension options");
        }

        return new TransactionContent(
            body.Messages.Select(message => ChainMessage.FromBytes(message.TypeUrl, message.Value.Span)), body.Memo, body.TimeoutHeight);
    }

    private static TransactionFee Fee(Fee? fee)
    {
        if (fee is { Payer.Length: > 0 } or { Granter.Length: > 0 })
        {
            throw Unsupported("somebody else pays its fee");
        }

        return new TransactionFee([.. (fee?.Amount ?? []).Select(coin => new ChainCoin(coin.Denom, Amount(coin.Amount)))], fee?.GasLimit ?? 0);
    }

    private static DecodedSigner[] Signers(AuthInfo info, TxRaw raw)
    {
        if (info.SignerInfos.Count > SignersMaximum)
        {
            throw Unsupported($"it has more than {SignersMaximum} signers");
        }

        return [.. info.SignerInfos.Select((signer, index) => new DecodedSigner(
            Key(signer), signer.Sequence, index < raw.Signatures.Count ? raw.Signatures[index].ToByteArray() : default))];
    }

    private static PublicKey? Key(SignerInfo signer) =>
        signer.PublicKey?.TypeUrl == KeyTypeUrl
        && PublicKey.TryParse(Protocol.Wire.Cosmos.Secp256k1.PubKey.Parser.ParseFrom(signer.PublicKey.Value).Key.Span, out var key)
            ? key
            : null;

    private static UInt128 Amount(string text) =>
        UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : throw ChainCoin.Invalid();

    private static P8eInputException Unsupported(string what) =>
        new(ErrorCodes.ChainTransactionInvalid, $"Decoding a transaction: {what}, which this program does not read.");
}
