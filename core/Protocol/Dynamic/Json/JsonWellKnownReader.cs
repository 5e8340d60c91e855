using System.Text;
using System.Text.Json;
using Google.Protobuf;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>The messages with a JSON form of their own.</summary>
internal sealed class JsonWellKnownReader(
    DescriptorSet set, JsonMessageReader messages, JsonScalarReader scalars, WireBuffer output, FieldPath path)
{
    internal void Read(ref Utf8JsonReader reader, MessageShape shape)
    {
        switch (shape.Kind)
        {
            case MessageKind.Any:
                ReadAny(ref reader);
                break;
            case MessageKind.Timestamp or MessageKind.Duration:
                ReadTime(ref reader, shape);
                break;
            case MessageKind.FieldMask:
                ReadFieldMask(ref reader);
                break;
            case MessageKind.Struct:
                messages.ReadMap(ref reader, shape.Fields[0]);
                break;
            case MessageKind.ListValue:
                messages.ReadList(ref reader, shape.Fields[0]);
                break;
            case MessageKind.Value:
                ReadValue(ref reader, shape);
                break;
            default:
                messages.ReadSingle(ref reader, shape.Fields[0], keepDefault: false);
                break;
        }
    }

    // The text of @type is kept as given, prefix included: it is part of the bytes that are hashed.
    private void ReadAny(ref Utf8JsonReader reader)
    {
        messages.Expect(ref reader, JsonTokenType.StartObject, "an object with @type");
        if (FindType(reader) is not { } url)
        {
            if (JsonMessageReader.Next(ref reader) != JsonTokenType.EndObject)
            {
                throw path.Json("an Any has fields but no @type");
            }

            return;
        }

        var content = TypeOf(url);
        output.WriteTag(1, WireFormat.WireType.LengthDelimited);
        output.WriteLengthAndBytes(Encoding.UTF8.GetBytes(url));
        var before = output.Length;
        output.WriteTag(2, WireFormat.WireType.LengthDelimited);
        var start = output.OpenLength();
        path.Enter();
        if (content.Kind == MessageKind.Plain)
        {
            messages.ReadObject(ref reader, content, typeAllowed: true);
        }
        else
        {
            ReadAnyValue(ref reader, content);
        }

        path.Leave();
        if (output.Length == start)
        {
            output.Truncate(before);
        }
        else
        {
            output.CloseLength(start);
        }
    }

    // On a copy of the reader (a struct): @type may stand behind the fields it explains.
    private string? FindType(Utf8JsonReader ahead)
    {
        while (JsonMessageReader.Next(ref ahead) != JsonTokenType.EndObject)
        {
            if (!scalars.NameIs(ref ahead, "@type"u8))
            {
                JsonMessageReader.Next(ref ahead);
                ahead.Skip();
            }
            else if (JsonMessageReader.Next(ref ahead) == JsonTokenType.String)
            {
                return scalars.Text(ref ahead);
            }
            else
            {
                throw path.Json("@type is not a text");
            }
        }

        return null;
    }

    private MessageShape TypeOf(string url) => set.TryFindContent(url, out var shape)
        ? shape
        : throw path.Fail(
            ErrorCodes.DescriptorUnknownType, $"@type names {JsonText.Shorten(url)}, which is not a type of the descriptor set (a prefix, '/' and the full name are needed)");

    private void ReadAnyValue(ref Utf8JsonReader reader, MessageShape content)
    {
        var (typeMet, valueMet) = (false, false);
        while (JsonMessageReader.Next(ref reader) != JsonTokenType.EndObject)
        {
            var isValue = scalars.NameIs(ref reader, "value"u8);
            if (!isValue && !scalars.NameIs(ref reader, "@type"u8))
            {
                throw path.Json($"an Any of {content.FullName} has a field other than @type and value");
            }

            if (isValue ? valueMet : typeMet)
            {
                throw path.Json("a field of an Any is given twice");
            }

            (typeMet, valueMet) = (typeMet || !isValue, valueMet || isValue);
            JsonMessageReader.Next(ref reader);
            if (isValue)
            {
                messages.ReadMessage(ref reader, content);
            }
        }
    }

    private void ReadTime(ref Utf8JsonReader reader, MessageShape shape)
    {
        Span<byte> room = stackalloc byte[128];
        var isTimestamp = shape.Kind == MessageKind.Timestamp;
        var expected = isTimestamp ? "an RFC 3339 time such as 2023-01-05T10:00:00Z" : "a duration in seconds such as 1.5s";
        var text = room[..scalars.Copy(ref reader, room, expected)];
        if (!(isTimestamp ? TimestampText.TryParse(text, out var seconds, out var nanos) : DurationText.TryParse(text, out seconds, out nanos)))
        {
            throw scalars.Wrong(expected);
        }

        WriteInteger(1, seconds);
        WriteInteger(2, nanos);
    }

    private void WriteInteger(int number, long value)
    {
        if (value != 0)
        {
            output.WriteTag(number, WireFormat.WireType.Varint);
            output.WriteVarint((ulong)value);
        }
    }

    private void ReadFieldMask(ref Utf8JsonReader reader)
    {
        messages.Expect(ref reader, JsonTokenType.String, "a text of paths joined by commas");
        foreach (var item in scalars.Text(ref reader).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var snake = FieldMaskText.ToSnakeCase(item) ?? throw path.Json("a path of a field mask has an underscore; write it in lowerCamelCase");
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteLengthAndBytes(Encoding.UTF8.GetBytes(snake));
        }
    }

    // google.protobuf.Value: the JSON token chooses the member; all are in a oneof, so defaults are written.
    private void ReadValue(ref Utf8JsonReader reader, MessageShape shape)
    {
        var number = reader.TokenType switch
        {
            JsonTokenType.Null => 1,
            JsonTokenType.Number => 2,
            JsonTokenType.String => 3,
            JsonTokenType.True or JsonTokenType.False => 4,
            JsonTokenType.StartObject => 5,
            _ => 6,
        };
        messages.ReadSingle(ref reader, shape.Fields[number - 1], keepDefault: true);
    }
}
