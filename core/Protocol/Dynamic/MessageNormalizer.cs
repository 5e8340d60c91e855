using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic;

/// <summary>Writes a message as protobuf-java does after parsing it: known fields ascending, then the unknown ones as its UnknownFieldSet keeps them.</summary>
internal sealed class MessageNormalizer(MessageBytes source, WireBuffer output)
{
    private static readonly MessageShape NoFields = new(Google.Protobuf.WellKnownTypes.Empty.Descriptor, new ShapeCache());

    internal void WriteRoot(MessageShape shape)
    {
        var frame = source.OpenRoot(shape);
        WriteFields(shape, frame);
        source.Close(frame);
    }

    private void WriteFields(MessageShape shape, WireFrame frame)
    {
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

        WriteUnknown(frame, position);
    }

    private void WriteField(FieldShape field, int first, int end)
    {
        if (field.IsMap)
        {
            WriteMap(field, first, end);
        }
        else if (field.IsPackable)
        {
            WriteNumbers(field, first, end);
        }
        else if (field.IsRepeated)
        {
            for (var position = first; position < end; position++)
            {
                WriteSingle(field, position, position + 1, keepDefault: true);
            }
        }
        else
        {
            WriteSingle(field, first, end, field.HasPresence);
        }
    }

    private void WriteSingle(FieldShape field, int first, int end, bool keepDefault)
    {
        var before = output.Length;
        output.WriteTag(field.Number, ScalarCodec.WireTypeOf(field.Kind));
        WireField? last = first == end ? null : source[end - 1];
        if (field.IsMessage)
        {
            source.Path.Enter();
            var start = output.OpenLength();
            var frame = source.Open(field.Message, first, end);
            WriteFields(field.Message, frame);
            source.Close(frame);
            output.CloseLength(start);
            source.Path.Leave();
        }
        else if (field.Kind is FieldType.String or FieldType.Bytes)
        {
            var content = source.ContentOf(field, last);
            output.WriteLengthAndBytes(content);
            DropDefault(content.IsEmpty && !keepDefault, before);
        }
        else
        {
            var bits = source.BitsOf(field, last);
            ScalarCodec.Write(output, field.Kind, bits);
            DropDefault(bits == 0 && !keepDefault, before);
        }
    }

    private void DropDefault(bool drop, int before)
    {
        if (drop)
        {
            output.Truncate(before);
        }
    }

    private void WriteNumbers(FieldShape field, int first, int end)
    {
        var before = output.Length;
        var start = 0;
        if (field.IsPacked)
        {
            output.WriteTag(field.Number, WireFormat.WireType.LengthDelimited);
            start = output.OpenLength();
        }

        var elementType = ScalarCodec.WireTypeOf(field.Kind);
        for (var position = first; position < end; position++)
        {
            var reader = source.ReaderOf(source[position]);
            while (!reader.AtEnd)
            {
                if (!field.IsPacked)
                {
                    output.WriteTag(field.Number, elementType);
                }

                ScalarCodec.Write(output, field.Kind, ScalarCodec.Normalize(field.Kind, reader.ReadScalar(elementType)));
            }
        }

        if (field.IsPacked && output.Length == start)
        {
            output.Truncate(before);
        }
        else if (field.IsPacked)
        {
            output.CloseLength(start);
        }
    }

    // Key and value are always written; unknown fields of an entry are dropped, because a Java map has no place for them.
    private void WriteMap(FieldShape field, int first, int end)
    {
        foreach (var (key, position) in MapEntries.Collect(source, field, first, end))
        {
            source.Path.Push(key);
            source.Path.Enter();
            output.WriteTag(field.Number, WireFormat.WireType.LengthDelimited);
            var start = output.OpenLength();
            var entry = source.Open(field.Message, position, position + 1);
            foreach (var part in field.Message.Fields)
            {
                var (partFirst, partEnd) = source.Find(entry, part.Ordinal);
                WriteSingle(part, partFirst, partEnd, keepDefault: true);
            }

            source.Close(entry);
            output.CloseLength(start);
            source.Path.Leave();
            source.Path.Pop();
        }
    }

    private void WriteUnknown(WireFrame frame, int position)
    {
        for (; position < frame.End; position++)
        {
            var at = source[position];
            output.WriteTag(at.Number, at.Type);
            switch (at.Type)
            {
                case WireFormat.WireType.Varint:
                    output.WriteVarint(source.ReaderOf(at).ReadVarint());
                    break;
                case WireFormat.WireType.LengthDelimited:
                    output.WriteLengthAndBytes(source.ContentOf(at));
                    break;
                case WireFormat.WireType.StartGroup:
                    source.Path.Enter();
                    var group = source.Open(NoFields, position, position + 1);
                    WriteUnknown(group, group.First);
                    source.Close(group);
                    source.Path.Leave();
                    output.WriteTag(at.Number, WireFormat.WireType.EndGroup);
                    break;
                default:
                    output.WriteBytes(source.ContentOf(at));
                    break;
            }
        }
    }
}
