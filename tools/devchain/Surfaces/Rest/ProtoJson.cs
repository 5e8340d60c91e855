using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Addresses;
using P8e.Devchain.Blocks;
using P8e.Devchain.Metadata;
using P8e.Devchain.Transactions;
using Enum = System.Enum;

namespace P8e.Devchain.Surfaces.Rest;

/// <summary>
/// Writes messages as the node's gateway does (provenance-chain 2.14): proto names, every field, 64-bit integers as texts, metadata ids as
/// bech32, an Any as its message with <c>@type</c>. Go's nil is <c>null</c>, so what is empty depends on the kind of field.
/// </summary>
internal sealed class ProtoJson(AnyTypes types, AccountText addresses)
{
    private const string ResourceId = "resource_id";
    private const string ZeroTime = "0001-01-01T00:00:00Z";

    internal JsonNode ToNode(IMessage message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, message);
        }

        return JsonNode.Parse(stream.ToArray())!;
    }

    internal void Write(Utf8JsonWriter json, IMessage message)
    {
        switch (message)
        {
            case Timestamp time:
                json.WriteStringValue(Text(time));
                return;
            case Any any:
                WriteAny(json, any);
                return;
            default:
                json.WriteStartObject();
                WriteFields(json, message);
                json.WriteEndObject();
                return;
        }
    }

    private void WriteFields(Utf8JsonWriter json, IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.ContainingOneof is { } oneof && oneof.Accessor.GetCaseFieldDescriptor(message) != field)
            {
                continue;
            }

            json.WritePropertyName(field.Name);
            WriteField(json, field, field.Accessor.GetValue(message));
        }
    }

    private void WriteField(Utf8JsonWriter json, FieldDescriptor field, object? value)
    {
        if (value is not IList list || !field.IsRepeated)
        {
            WriteValue(json, field, value);
            return;
        }

        json.WriteStartArray();
        foreach (var item in list)
        {
            WriteValue(json, field, item);
        }

        json.WriteEndArray();
    }

    private void WriteValue(Utf8JsonWriter json, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case null:
                WriteMissing(json, field);
                return;
            case IMessage message:
                Write(json, message);
                return;
            case string text:
                json.WriteStringValue(text);
                return;
            case bool flag:
                json.WriteBooleanValue(flag);
                return;
            case ByteString bytes:
                WriteBytes(json, field, bytes);
                return;
            case long or ulong:
                json.WriteStringValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                return;
            case float or double:
                json.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                return;
            case Enum number:
                WriteEnum(json, field, Convert.ToInt32(number, CultureInfo.InvariantCulture));
                return;
            default:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return;
        }
    }

    // Go holds these two by value, so that they are never missing.
    private static void WriteMissing(Utf8JsonWriter json, FieldDescriptor field)
    {
        if (field.ContainingType.FullName == "provenance.metadata.v1.AuditFields")
        {
            json.WriteStringValue(ZeroTime);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private void WriteBytes(Utf8JsonWriter json, FieldDescriptor field, ByteString bytes)
    {
        if (MetadataIds.IsId(field))
        {
            json.WriteStringValue(IdText.Fault(bytes) is null ? IdText.Text(bytes) : string.Empty);
        }
        else if (bytes.IsEmpty)
        {
            json.WriteNullValue();
        }
        else if (field.Name == ResourceId)
        {
            json.WriteStringValue(P8e.Protocol.Identifiers.Bech32.Encode(addresses.Prefix, bytes.Span));
        }
        else
        {
            json.WriteBase64StringValue(bytes.Span);
        }
    }

    private static void WriteEnum(Utf8JsonWriter json, FieldDescriptor field, int number)
    {
        if (field.EnumType.FindValueByNumber(number) is { } value)
        {
            json.WriteStringValue(value.Name);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }

    private void WriteAny(Utf8JsonWriter json, Any any)
    {
        json.WriteStartObject();
        json.WriteString("@type", any.TypeUrl);
        if (types.Find(any.TypeUrl) is { } type)
        {
            WriteFields(json, type.Parser.ParseFrom(any.Value));
        }

        json.WriteEndObject();
    }

    private static string Text(Timestamp time)
    {
        var text = ChainTime.From(time).ToString();
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return text;
        }

        // Protobuf's JSON has three, six or nine digits.
        var digits = text[(dot + 1)..^1];
        return $"{text[..dot]}.{digits.PadRight((digits.Length + 2) / 3 * 3, '0')}Z";
    }
}
