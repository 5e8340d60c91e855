using System.Text;
using System.Text.Json;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>The messages with a JSON form of their own.</summary>
/// <param name="set">Where the content types of Any are found.</param>
/// <param name="messages">Writes what is nested.</param>
/// <param name="source">The bytes.</param>
/// <param name="output">The JSON.</param>
/// <param name="opaqueAny">True: an Any of a type outside the set becomes <c>@type</c> and base64 <c>value</c> (differences only); false: it is refused.</param>
internal sealed class JsonWellKnownWriter(DescriptorSet set, JsonMessageWriter messages, MessageBytes source, Utf8JsonWriter output, bool opaqueAny)
{
    internal void Write(MessageShape shape, WireFrame frame)
    {
        switch (shape.Kind)
        {
            case MessageKind.Any:
                WriteAny(frame);
                break;
            case MessageKind.Timestamp or MessageKind.Duration:
                WriteTime(shape, frame);
                break;
            case MessageKind.FieldMask:
                WriteFieldMask(shape, frame);
                break;
            case MessageKind.Struct:
                messages.WriteMap(shape.Fields[0], frame.First, source.Find(frame, 0).End);
                break;
            case MessageKind.ListValue:
                messages.WriteList(shape.Fields[0], frame.First, source.Find(frame, 0).End);
                break;
            case MessageKind.Value:
                WriteValue(shape, frame);
                break;
            default:
                var (first, end) = source.Find(frame, 0);
                messages.WriteSingle(shape.Fields[0], first, end);
                break;
        }
    }

    private void WriteAny(WireFrame frame)
    {
        var url = Encoding.UTF8.GetString(source.TextOf(source.LastOf(frame, 0)));
        var (first, end) = source.Find(frame, 1);
        output.WriteStartObject();
        if (url.Length == 0 && first == end)
        {
            output.WriteEndObject();
            return;
        }

        output.WriteString("@type"u8, url);
        if (set.TryFindContent(url, out var content))
        {
            // The last occurrence alone: value is a bytes field to protobuf, which does not merge.
            WriteContent(content, first == end ? first : end - 1, end);
        }
        else if (opaqueAny)
        {
            output.WriteBase64String("value"u8, source.ContentOf(source.LastOf(frame, 1)));
        }
        else
        {
            throw source.Path.Fail(
                ErrorCodes.DescriptorUnknownType, $"stands an Any of {JsonText.Shorten(url)}, which is not a type of the descriptor set");
        }

        output.WriteEndObject();
    }

    private void WriteContent(MessageShape content, int first, int end)
    {
        source.Path.Enter();
        var inner = source.Open(content, first, end);
        if (content.Kind == MessageKind.Plain)
        {
            messages.WriteFields(content, inner);
        }
        else
        {
            output.WritePropertyName("value"u8);
            messages.WriteMessage(content, inner);
        }

        source.Close(inner);
        source.Path.Leave();
    }

    private void WriteTime(MessageShape shape, WireFrame frame)
    {
        var seconds = (long)source.BitsOf(shape.Fields[0], source.LastOf(frame, 0));
        var nanos = (int)source.BitsOf(shape.Fields[1], source.LastOf(frame, 1));
        var text = shape.Kind == MessageKind.Timestamp ? TimestampText.Format(seconds, nanos) : DurationText.Format(seconds, nanos);
        output.WriteStringValue(text ?? throw source.Path.Wire($"a {shape.FullName} is out of range"));
    }

    private void WriteFieldMask(MessageShape shape, WireFrame frame)
    {
        var (first, end) = source.Find(frame, 0);
        var text = new StringBuilder();
        for (var position = first; position < end; position++)
        {
            var item = Encoding.UTF8.GetString(source.ContentOf(shape.Fields[0], source[position]));
            text.Append(position == first ? "" : ",").Append(FieldMaskText.ToCamelCase(item) ?? throw source.Path.Wire("a path of a field mask has no JSON form"));
        }

        output.WriteStringValue(text.ToString());
    }

    private void WriteValue(MessageShape shape, WireFrame frame)
    {
        if (frame.First == frame.End || source[frame.First].Ordinal == WireField.Unknown)
        {
            output.WriteNullValue();
            return;
        }

        var field = shape.Fields[source[frame.First].Ordinal];
        var (first, end) = source.Find(frame, field.Ordinal);
        if (field.Number == 2 && !double.IsFinite(BitConverter.Int64BitsToDouble((long)source.BitsOf(field, source[end - 1]))))
        {
            throw source.Path.Wire("a google.protobuf.Value is NaN or infinite, which JSON cannot show");
        }

        messages.WriteSingle(field, first, end);
    }
}
