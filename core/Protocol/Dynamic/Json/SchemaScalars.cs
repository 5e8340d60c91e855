using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Schemas of scalars and of the messages with a JSON form of their own, written into an open object.</summary>
internal static class SchemaScalars
{
    private const string SignedPattern = "^-?[0-9]+$";
    private const string UnsignedPattern = "^[0-9]+$";

    internal static void Write(Utf8JsonWriter output, FieldShape field)
    {
        switch (field.Kind)
        {
            case FieldType.String:
                output.WriteString("type", "string");
                break;
            case FieldType.Bytes:
                output.WriteString("type", "string");
                output.WriteString("contentEncoding", "base64");
                break;
            case FieldType.Bool:
                output.WriteString("type", "boolean");
                break;
            case FieldType.Enum:
                WriteEnum(output, field);
                break;
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32:
                WriteInteger(output, "int32", int.MinValue, int.MaxValue);
                break;
            case FieldType.UInt32 or FieldType.Fixed32:
                WriteInteger(output, "uint32", 0, uint.MaxValue);
                break;
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64:
                WriteLong(output, "int64", SignedPattern);
                break;
            case FieldType.UInt64 or FieldType.Fixed64:
                WriteLong(output, "uint64", UnsignedPattern);
                break;
            default:
                WriteFloating(output, field.Kind == FieldType.Float ? "float" : "double");
                break;
        }
    }

    /// <summary>Which property names a map takes; texts take all.</summary>
    internal static void WriteKeyNames(Utf8JsonWriter output, FieldType key)
    {
        var pattern = key switch
        {
            FieldType.String => null,
            FieldType.Bool => "^(true|false)$",
            FieldType.UInt32 or FieldType.Fixed32 or FieldType.UInt64 or FieldType.Fixed64 => UnsignedPattern,
            _ => SignedPattern,
        };
        if (pattern is not null)
        {
            output.WriteStartObject("propertyNames");
            output.WriteString("pattern", pattern);
            output.WriteEndObject();
        }
    }

    internal static void WriteWellKnown(Utf8JsonWriter output, MessageKind kind)
    {
        switch (kind)
        {
            case MessageKind.Timestamp:
                output.WriteString("type", "string");
                output.WriteString("format", "date-time");
                break;
            case MessageKind.Duration:
                output.WriteString("type", "string");
                output.WriteString("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
                break;
            case MessageKind.FieldMask:
                output.WriteString("type", "string");
                break;
            case MessageKind.Struct:
                output.WriteString("type", "object");
                break;
            case MessageKind.ListValue:
                output.WriteString("type", "array");
                break;
            case MessageKind.Any:
                output.WriteString("type", "object");
                output.WriteStartObject("properties");
                output.WriteStartObject("@type");
                output.WriteString("type", "string");
                output.WriteString("pattern", "/[^/]+$");
                output.WriteEndObject();
                output.WriteEndObject();
                break;
        }
    }

    private static void WriteEnum(Utf8JsonWriter output, FieldShape field)
    {
        output.WriteStartArray("enum");
        if (field.IsNullValue)
        {
            output.WriteNullValue();
        }
        else
        {
            foreach (var value in field.Enum.Values)
            {
                output.WriteStringValue(value.Name);
            }
        }

        output.WriteEndArray();
    }

    private static void WriteInteger(Utf8JsonWriter output, string format, long least, long most)
    {
        output.WriteString("type", "integer");
        output.WriteString("format", format);
        output.WriteNumber("minimum", least);
        output.WriteNumber("maximum", most);
    }

    // Canonical is the text, because JavaScript's numbers lose digits beyond 2^53.
    private static void WriteLong(Utf8JsonWriter output, string format, string pattern)
    {
        output.WriteStartArray("type");
        output.WriteStringValue("string");
        output.WriteStringValue("integer");
        output.WriteEndArray();
        output.WriteString("format", format);
        output.WriteString("pattern", pattern);
    }

    private static void WriteFloating(Utf8JsonWriter output, string format)
    {
        output.WriteStartArray("anyOf");
        output.WriteStartObject();
        output.WriteString("type", "number");
        output.WriteEndObject();
        output.WriteStartObject();
        output.WriteStartArray("enum");
        output.WriteStringValue("NaN");
        output.WriteStringValue("Infinity");
        output.WriteStringValue("-Infinity");
        output.WriteEndArray();
        output.WriteEndObject();
        output.WriteEndArray();
        output.WriteString("format", format);
    }
}
