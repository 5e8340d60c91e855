using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace P8e.Devchain.Events;

/// <summary>Typed events: one attribute per field, sorted by key, values as JSON (provenance-chain 4.1).</summary>
internal static class TypedEvent
{
    // Go's encoder escapes <, > and & but no other text; the strict default escapes all non-ASCII.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>From a message of strings and string lists, as all events are.</summary>
    internal static ChainEvent From(IMessage message) => new(
        message.Descriptor.FullName,
        [.. from field in message.Descriptor.Fields.InFieldNumberOrder()
            orderby field.Name
            select new ChainAttribute(field.Name, JsonSerializer.Serialize(field.Accessor.GetValue(message), Json))]);

    /// <summary>For events whose message is not among ours; every value is a string.</summary>
    internal static ChainEvent Of(string type, params (string Key, string Value)[] fields) => new(
        type,
        [.. from field in fields
            orderby field.Key
            select new ChainAttribute(field.Key, JsonSerializer.Serialize(field.Value, Json))]);
}
