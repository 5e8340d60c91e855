using System.Text.Json;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Serialized message → canonical protobuf JSON: fields by number, defaults left out, maps in the order of the bytes.</summary>
internal sealed class JsonMessageWriter
{
    private readonly MessageBytes _source;
    private readonly Utf8JsonWriter _output;
    private readonly UnknownFieldPolicy _unknownFields;
    private readonly JsonScalarWriter _scalars;
    private readonly JsonWellKnownWriter _wellKnown;

    internal JsonMessageWriter(DescriptorSet set, MessageBytes source, Utf8JsonWriter output, UnknownFieldPolicy unknownFields, bool opaqueAny)
    {
        _source = source;
        _output = output;
        _unknownFields = unknownFields;
        _scalars = new JsonScalarWriter(source, output);
        _wellKnown = new JsonWellKnownWriter(set, this, source, output, opaqueAny);
    }

    internal void WriteRoot(MessageShape shape)
    {
        var frame = _source.OpenRoot(shape);
        WriteMessage(shape, frame);
        _source.Close(frame);
    }

    /// <summary>Writes the message as a JSON value.</summary>
    internal void WriteMessage(MessageShape shape, WireFrame frame)
    {
        if (shape.Kind != MessageKind.Plain)
        {
            RefuseUnknown(shape, frame);
            _wellKnown.Write(shape, frame);
            return;
        }

        _output.WriteStartObject();
        WriteFields(shape, frame);
        _output.WriteEndObject();
    }

    /// <summary>Writes the fields as properties of the object that is open.</summary>
    internal void WriteFields(MessageShape shape, WireFrame frame)
    {
        RefuseUnknown(shape, frame);
        var position = frame.First;
        while (position < frame.End && _source[position].Ordinal != WireField.Unknown)
        {
            var field = shape.Fields[_source[position].Ordinal];
            var end = _source.EndOfField(frame, position);
            _source.Path.Push(field);
            WriteField(field, position, end);
            _source.Path.Pop();
            position = end;
        }
    }

    internal void WriteList(FieldShape field, int first, int end)
    {
        _output.WriteStartArray();
        var index = 0;
        for (var position = first; position < end; position++)
        {
            var at = _source[position];
            if (MessageBytes.IsPackedPart(field, at))
            {
                var reader = _source.ReaderOf(at);
                while (!reader.AtEnd)
                {
                    _scalars.WriteBits(field, ScalarCodec.Normalize(field.Kind, reader.ReadScalar(ScalarCodec.WireTypeOf(field.Kind))));
                    index++;
                }

                continue;
            }

            _source.Path.Push(index++);
            WriteSingle(field, position, position + 1);
            _source.Path.Pop();
        }

        _output.WriteEndArray();
    }

    internal void WriteMap(FieldShape field, int first, int end)
    {
        _output.WriteStartObject();
        foreach (var (key, position) in MapEntries.Collect(_source, field, first, end))
        {
            _source.Path.Push(key);
            _source.Path.Enter();
            var entry = _source.Open(field.Message, position, position + 1);
            RefuseUnknown(field.Message, entry);
            _output.WritePropertyName(key);
            var (valueFirst, valueEnd) = _source.Find(entry, ordinal: 1);
            WriteSingle(field.MapValue, valueFirst, valueEnd);
            _source.Close(entry);
            _source.Path.Leave();
            _source.Path.Pop();
        }

        _output.WriteEndObject();
    }

    /// <summary>Writes one value; no occurrence at all means the default value.</summary>
    internal void WriteSingle(FieldShape field, int first, int end)
    {
        if (!field.IsMessage)
        {
            _scalars.Write(field, first == end ? null : _source[end - 1]);
            return;
        }

        _source.Path.Enter();
        var frame = _source.Open(field.Message, first, end);
        WriteMessage(field.Message, frame);
        _source.Close(frame);
        _source.Path.Leave();
    }

    private void WriteField(FieldShape field, int first, int end)
    {
        if (field.IsMap)
        {
            _output.WritePropertyName(field.EncodedName);
            WriteMap(field, first, end);
        }
        else if (field.IsRepeated)
        {
            if (end - first == 1 && MessageBytes.IsPackedPart(field, _source[first]) && _source[first].Length == 0)
            {
                return;
            }

            _output.WritePropertyName(field.EncodedName);
            WriteList(field, first, end);
        }
        else if (field.HasPresence || !_scalars.IsDefault(field, _source[end - 1]))
        {
            _output.WritePropertyName(field.EncodedName);
            WriteSingle(field, first, end);
        }
    }

    private void RefuseUnknown(MessageShape shape, WireFrame frame)
    {
        if (_unknownFields == UnknownFieldPolicy.Refuse && frame.End > frame.First && _source[frame.End - 1] is { Ordinal: WireField.Unknown } at)
        {
            throw _source.Path.Wire($"stands field number {at.Number}, which {shape.FullName} does not have in that form; JSON cannot show it");
        }
    }
}
