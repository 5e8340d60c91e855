using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Attributes;
using P8e.Devchain.Authz;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Markers;
using P8e.Devchain.Metadata;
using P8e.Devchain.Names;
using P8e.Devchain.Transactions;
using P8e.Protocol.Wire.Cosmos.Authz;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.Cosmos.Secp256k1;

namespace P8e.Devchain.Messages;

/// <summary>Every message the chain takes, by type URL; anything else does not decode (provenance-chain 3.2).</summary>
internal sealed class MessageRegistry
{
    private static readonly MessageDescriptor[] Contents = [PubKey.Descriptor, GenericAuthorization.Descriptor, CountAuthorization.Descriptor];

    private readonly Dictionary<string, IMessageHandler> _handlers;
    private readonly Dictionary<string, MessageDescriptor?> _types;

    internal MessageRegistry()
    {
        IMessageHandler[] all =
        [
            new SendHandler(), new BindNameHandler(), new DeleteNameHandler(),
            .. AttributeMessages.Handlers(), .. AuthzMessages.Handlers(), .. MarkerMessages.Handlers(), .. MetadataMessages.Handlers(),
        ];
        _handlers = all.ToDictionary(handler => handler.TypeUrl, StringComparer.Ordinal);
        _types = Contents.ToDictionary(type => "/" + type.FullName, MessageDescriptor? (type) => type, StringComparer.Ordinal);
        foreach (var handler in all)
        {
            _types[handler.TypeUrl] = handler.Descriptor;
        }
    }

    internal IEnumerable<string> TypeUrls => _handlers.Keys;

    /// <summary>
    /// Whether the node would know the type behind an Any of any place in a transaction, and its fields; a null descriptor means that they are
    /// not to be looked at.
    /// </summary>
    internal bool TryResolve(string typeUrl, out MessageDescriptor? type) => _types.TryGetValue(typeUrl, out type);

    /// <summary>Whether a grant for a type URL makes sense.</summary>
    internal bool Knows(string typeUrl) => _handlers.ContainsKey(typeUrl);

    /// <summary>Decodes one message of a transaction or of an exec. Throws the transaction's decode error.</summary>
    internal DecodedMessage Decode(Any any)
    {
        var handler = _handlers.GetValueOrDefault(any.TypeUrl) ?? throw Error($"unable to resolve type URL {any.TypeUrl}");
        try
        {
            var message = handler.Parse(any.Value);
            return Coins(message).Select(CoinFault).FirstOrDefault(fault => fault is not null) is { } fault
                ? throw SdkError.TxDecode.Wrap(fault)
                : new DecodedMessage(handler, message);
        }
        catch (ChainException fault)
        {
            // The decoder wraps the error, and so does whoever runs the decoder.
            throw SdkError.TxDecode.Wrap(fault.Message);
        }
    }

    /// <summary>Null when a coin's amount is a number, which the decoder insists on.</summary>
    internal static string? CoinFault(Coin coin) =>
        CoinText.TryAmount(coin.Amount, out _) ? null : $"math/big: cannot unmarshal \"{coin.Amount}\" into a *big.Int";

    private static IEnumerable<Coin> Coins(IMessage message) =>
        from field in message.Descriptor.Fields.InFieldNumberOrder()
        where field.FieldType == FieldType.Message && field.MessageType.FullName == Coin.Descriptor.FullName
        from coin in field.Accessor.GetValue(message) switch
        {
            IEnumerable<Coin> coins => coins,
            Coin single => [single],
            _ => [],
        }
        select coin;

    private static ChainException Error(string fault) => SdkError.TxDecode.Wrap($"{fault}: {SdkError.TxDecode.Description}");
}
