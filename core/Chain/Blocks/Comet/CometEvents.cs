using System.Text.Json;

namespace P8e.Chain.Blocks.Comet;

/// <summary>
/// Reads one event (provenance-chain 4.1). Most events of a block are the bank's and tell nothing that is followed: they cost a look at their type and nothing else.
/// </summary>
internal static class CometEvents
{
    private static readonly KnownTexts Types = new(
        "message", "coin_spent", "coin_received", "transfer", "tx", "coinbase", "commission", "rewards", "mint", "provenance.metadata.v1.EventTxCompleted",
        "provenance.metadata.v1.EventRecordCreated", "provenance.metadata.v1.EventScopeCreated", "provenance.metadata.v1.EventSessionCreated");

    private static readonly KnownTexts Keys = new(
        "msg_index", "amount", "sender", "recipient", "mode", "module", "endpoint", "signers", "scope_addr", "session_addr", "record_addr", "authz_msg_index");

    private static readonly KnownTexts Values = new("\"0\"", "0", "1", "2", "\"metadata\"", "EndBlock", "BeginBlock");

    internal static ChainEvent Read(ref Utf8JsonReader reader)
    {
        var (type, attributes) = ((string?)null, (List<KeyValuePair<string, string>>?)null);
        CometJson.Require(ref reader, JsonTokenType.StartObject);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Types.Read(ref reader);
            }
            else if (reader.ValueTextEquals("attributes"u8) && (type is null || ChainEvent.IsFollowed(type)))
            {
                attributes = Attributes(ref reader);
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return new ChainEvent(type ?? string.Empty, attributes is null || !ChainEvent.IsFollowed(type) ? [] : attributes);
    }

    private static List<KeyValuePair<string, string>> Attributes(ref Utf8JsonReader reader)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        if (CometJson.EnterArray(ref reader))
        {
            while (CometJson.NextElement(ref reader))
            {
                attributes.Add(Attribute(ref reader));
            }
        }

        return attributes;
    }

    private static KeyValuePair<string, string> Attribute(ref Utf8JsonReader reader)
    {
        var (key, value) = (string.Empty, string.Empty);
        CometJson.Require(ref reader, JsonTokenType.StartObject);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("key"u8))
            {
                key = Keys.Read(ref reader);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                value = Values.Read(ref reader);
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return new KeyValuePair<string, string>(key, value);
    }
}
