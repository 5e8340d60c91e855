using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Devchain.Transactions;

/// <summary>Decodes transactions with the node's strictness (provenance-chain 2.14, 3.2). What is wrong ends as code 2.</summary>
internal sealed class TxDecoder
{
    private const string Twice = ": tx parse error";
    private readonly MessageRegistry _registry;
    private readonly UnknownFields _unknown;

    internal TxDecoder(MessageRegistry registry)
    {
        _registry = registry;
        _unknown = new UnknownFields(registry);
    }

    internal DecodedTx Decode(ReadOnlySpan<byte> bytes)
    {
        Refuse(RawTxOrder.Fault(bytes));
        Refuse(_unknown.Fault(bytes, TxRaw.Descriptor, allowNonCritical: false));
        var raw = Parse(TxRaw.Parser, ByteString.CopyFrom(bytes));
        Refuse(_unknown.Fault(raw.BodyBytes.Span, TxBody.Descriptor, allowNonCritical: true));
        var body = Parse(TxBody.Parser, raw.BodyBytes);
        if (body.ExtensionOptions.Count + body.NonCriticalExtensionOptions.Count > 0)
        {
            Refuse("no registered implementations of type tx.TxExtensionOptionI");
        }

        var messages = body.Messages.Select(_registry.Decode).ToArray();
        Refuse(_unknown.Fault(raw.AuthInfoBytes.Span, AuthInfo.Descriptor, allowNonCritical: false));
        var auth = Parse(AuthInfo.Parser, raw.AuthInfoBytes);
        foreach (var coin in auth.Fee?.Amount.AsEnumerable() ?? [])
        {
            Refuse(MessageRegistry.CoinFault(coin));
        }

        return new DecodedTx(raw, body, auth, messages, bytes.Length);
    }

    private static TMessage Parse<TMessage>(MessageParser<TMessage> parser, ByteString bytes)
        where TMessage : IMessage<TMessage>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Error("unexpected EOF");
        }
    }

    private static void Refuse(string? fault)
    {
        if (fault is not null)
        {
            throw Error(fault);
        }
    }

    // The decoder wraps the error, and so does whoever runs the decoder.
    private static ChainException Error(string fault) => SdkError.TxDecode.Wrap(fault + Twice);
}
