using System.Text.Json;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Serialized message → canonical protobuf JSON: fields by number, defaults left out, maps in the order of the bytes.</summary>
internal sealed class JsonMessageWriter
{
    private readonly MessageBytes source;
    private readonly Utf8JsonWriter output;
    private readonly UnknownFieldPolicy unknownFields;
    private readonly JsonScalarWriter scalars;
    private readonly JsonWellKnownWriter wellKnown;

    internal JsonMessageWriter(DescriptorSet set, MessageBytes source, Utf8JsonWriter output, UnknownFieldPolicy unknownFields, bool opaqueAny)
    {
        this.source = source;
        this.output = output;
        this.unknownFields = unknownFields;
        scalars = new JsonScalarWriter(source, output);
        wellKnown = new JsonWellKnownWriter(set, this, source, output, opaqueAny);
    }

    internal void WriteRoot(MessageShape shape)
    {
        var frame = source.OpenRoot(shape);
        WriteMessage(shape, frame);
        source.Close(frame);
    }

    /// <summary>Writes the message as a JSON value.</summary>
    internal void WriteMessage(MessageShape shape, WireFrame frame)
    {
        if (shape.Kind != MessageKind.Plain)
        {
            RefuseUnknown(shape, frame);
            wellKnown.Write(shape, frame);
            return;
        }

        output.WriteStartObject();
        WriteFields(shape, frame);
        output.WriteEndObject();
    }

    /// <summary>Writes the fields as properties of the object that is open.</summary>
    internal void WriteFields(MessageShape shape, WireFrame frame)
    {
        RefuseUnknown(shape, frame);
        var position = frame.First;
        while (position < frame.End && source[position].Ordinal != WireField.Unknown)
        {
            var field = shape.Fields[source[position].Ordinal];
            var end = source.EndOfField(frame, position);
            source.Path.Push(field);
            WriteField(field, position, end);
            source.Path.Pop();
            position = end;
        }
    }

    internal void WriteList(FieldShape field, int first, int end)
    {
        output.WriteStartArray();
        var index = 0;
        for (var position = first; position < end; position++)
        {
            var at = source[position];
            if (MessageBytes.IsPackedPart(field, at))
            {
                var reader = source.ReaderOf(at);
                while (!reader.AtEnd)
                {
                    scalars.WriteBits(field, ScalarCodec.Normalize(field.Kind, reader.ReadScalar(ScalarCodec.WireTypeOf(field.Kind))));
                    index++;
                }

                continue;
            }

            source.Path.Push(index++);
            WriteSingle(field, position, position + 1);
            source.Path.Pop();
        }

        output.WriteEndArray();
    }

    internal void WriteMap(FieldShape field, int first, int end)
    {
        output.WriteStartObject();
        foreach (var (key, position) in MapEntries.Collect(source, field, first, end))
        {
            source.Path.Push(key);
            source.Path.Enter();
            var entry = source.Open(field.Message, position, position + 1);
            RefuseUnknown(field.Message, entry);
            output.WritePropertyName(key);
            var (valueFirst, valueEnd) = source.Find(entry, ordinal: 1);
            WriteSingle(field.MapValue, valueFirst, valueEnd);
            source.Close(entry);
            source.Path.Leave();
            source.Path.Pop();
        }

        output.WriteEndObject();
    }

    /// <summary>Writes one value; no occurrence at all means the default value.</summary>
    internal void WriteSingle(FieldShape field, int first, int end)
    {
        if (!field.IsMessage)
        {
            scalars.Write(field, first == end ? null : source[end - 1]);
            return;
        }

        source.Path.Enter();
        var frame = source.Open(field.Message, first, end);
        WriteMessage(field.Message, frame);
        source.Close(frame);
        source.Path.Leave();
    }

    private void WriteField(FieldShape field, int first, int end)
    {
        if (field.IsMap)
        {
            output.WritePropertyName(field.EncodedName);
            WriteMap(field, first, end);
        }
        else if (field.IsRepeated)
        {
            if (end - first == 1 && MessageBytes.IsPackedPart(field, source[first]) && source[first].Length == 0)
            {
                return;
            }

            output.WritePropertyName(field.EncodedName);
            WriteList(field, first, end);
        }
        else if (field.HasPresence || !scalars.IsDefault(field, source[end - 1]))
        {
            output.WritePropertyName(field.EncodedName);
            WriteSingle(field, first, end);
        }
    }

    private void RefuseUnknown(MessageShape shape, WireFrame frame)
    {
        if (unknownFields == UnknownFieldPolicy.Refuse && frame.End > frame.First && source[frame.End - 1] is { Ordinal: WireField.Unknown } at)
        {
            throw source.Path.Wire($"stands field number {at.Number}, which {shape.FullName} does not have in that form; JSON cannot show it");
        }
    }
}
