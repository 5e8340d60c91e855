using System.Text.Json;
using Google.Protobuf;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>
/// Protobuf JSON → the bytes protobuf-java writes for the same message: fields ascending, defaults left out, map entries in the order of the JSON
/// (a Java map builder keeps insertion order) and always with key and value. One pass over the text.
/// </summary>
internal sealed class JsonMessageReader
{
    private readonly WireBuffer output;
    private readonly FieldPath path;
    private readonly FieldRuns runs = new();
    private readonly JsonScalarReader scalars;
    private readonly JsonWellKnownReader wellKnown;
    private readonly JsonFieldFinder names;
    private readonly int mostElements;

    internal JsonMessageReader(DescriptorSet set, WireBuffer output, FieldPath path, int mostElements)
    {
        this.mostElements = mostElements;
        this.output = output;
        this.path = path;
        scalars = new JsonScalarReader(output, path);
        names = new JsonFieldFinder(scalars, path);
        wellKnown = new JsonWellKnownReader(set, this, scalars, output, path);
    }

    /// <summary>Writes the content of the message whose JSON value the reader stands on.</summary>
    internal void ReadMessage(ref Utf8JsonReader reader, MessageShape shape)
    {
        if (shape.Kind == MessageKind.Plain)
        {
            ReadObject(ref reader, shape, typeAllowed: false);
        }
        else
        {
            wellKnown.Read(ref reader, shape);
        }
    }

    /// <summary>Writes the fields of a JSON object.</summary>
    /// <param name="reader">Stands on the object's start.</param>
    /// <param name="shape">The message's type.</param>
    /// <param name="typeAllowed">True for the content of an Any: one <c>@type</c> stands among the fields.</param>
    internal void ReadObject(ref Utf8JsonReader reader, MessageShape shape, bool typeAllowed)
    {
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        var mark = runs.Open(shape);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (typeAllowed && scalars.NameIs(ref reader, "@type"u8))
            {
                typeAllowed = false;
                Next(ref reader);
                continue;
            }

            var field = names.Find(ref reader, shape);
            path.Push(field);
            if (!runs.Meet(mark, field))
            {
                throw path.Json("a field is given twice");
            }

            Next(ref reader);
            ReadField(ref reader, mark, field);
            path.Pop();
        }

        CheckRequired(mark);
        runs.Close(mark, output);
    }

    /// <summary>Writes tag and value of one element, or nothing for a default value that is not kept.</summary>
    internal void ReadSingle(ref Utf8JsonReader reader, FieldShape field, bool keepDefault)
    {
        var before = output.Length;
        output.WriteTag(field.Number, ScalarCodec.WireTypeOf(field.Kind));
        if (field.IsMessage)
        {
            path.Enter();
            var start = output.OpenLength();
            ReadMessage(ref reader, field.Message);
            output.CloseLength(start);
            path.Leave();
        }
        else if (scalars.Write(ref reader, field) && !keepDefault)
        {
            output.Truncate(before);
        }
    }

    internal void ReadList(ref Utf8JsonReader reader, FieldShape field)
    {
        Expect(ref reader, JsonTokenType.StartArray, "an array");
        var before = output.Length;
        var start = 0;
        if (field.IsPacked)
        {
            output.WriteTag(field.Number, WireFormat.WireType.LengthDelimited);
            start = output.OpenLength();
        }

        var index = 0;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            path.Push(index);
            CheckCount(++index);
            RefuseNull(ref reader, field);
            if (field.IsPacked)
            {
                scalars.Write(ref reader, field);
            }
            else
            {
                ReadSingle(ref reader, field, keepDefault: true);
            }

            path.Pop();
        }

        if (index == 0)
        {
            output.Truncate(before);
        }
        else if (field.IsPacked)
        {
            output.CloseLength(start);
        }
    }

    internal void ReadMap(ref Utf8JsonReader reader, FieldShape field)
    {
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        HashSet<string>? keys = null;
        string? first = null;
        var count = 0;
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var key = scalars.Text(ref reader);
            path.Push(key);
            CheckCount(++count);
            if (first is null)
            {
                first = key;
            }
            else if (!(keys ??= new HashSet<string>(StringComparer.Ordinal) { first }).Add(key))
            {
                throw path.Json("a map key is given twice");
            }

            path.Enter();
            output.WriteTag(field.Number, WireFormat.WireType.LengthDelimited);
            var entry = output.OpenLength();
            output.WriteTag(1, ScalarCodec.WireTypeOf(field.MapKey.Kind));
            scalars.Write(ref reader, field.MapKey);
            Next(ref reader);
            RefuseNull(ref reader, field.MapValue);
            ReadSingle(ref reader, field.MapValue, keepDefault: true);
            output.CloseLength(entry);
            path.Leave();
            path.Pop();
        }
    }

    internal void Expect(ref Utf8JsonReader reader, JsonTokenType token, string expected)
    {
        if (reader.TokenType != token)
        {
            throw scalars.Wrong(expected);
        }
    }

    internal static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private void ReadField(ref Utf8JsonReader reader, FieldRunsMark mark, FieldShape field)
    {
        if (reader.TokenType == JsonTokenType.Null && !TakesNull(field))
        {
            return;
        }

        if (field.OneofIndex >= 0 && !runs.MeetOneof(mark, field))
        {
            throw path.Json($"a second member of the oneof {field.Descriptor.RealContainingOneof.Name} is given");
        }

        var start = output.Length;
        if (field.IsMap)
        {
            ReadMap(ref reader, field);
        }
        else if (field.IsRepeated)
        {
            ReadList(ref reader, field);
        }
        else
        {
            ReadSingle(ref reader, field, field.HasPresence);
        }

        if (output.Length > start)
        {
            runs.Add(field, start);
        }
    }

    // null means "not set", except where null is a value of the type itself.
    private static bool TakesNull(FieldShape field) =>
        !field.IsRepeated && (field.IsNullValue || (field.IsMessage && field.Message.Kind == MessageKind.Value));

    private void RefuseNull(ref Utf8JsonReader reader, FieldShape field)
    {
        if (reader.TokenType == JsonTokenType.Null && !field.IsNullValue && !(field.IsMessage && field.Message.Kind == MessageKind.Value))
        {
            throw path.Json("null stands as an element of a list or map");
        }
    }

    private void CheckCount(int count)
    {
        if (count > mostElements)
        {
            throw path.Fail(ErrorCodes.LimitExceeded, $"a list or map has more than {mostElements} elements; split the record");
        }
    }

    private void CheckRequired(FieldRunsMark mark)
    {
        foreach (var field in mark.Shape.Required)
        {
            if (!runs.IsMet(mark, field))
            {
                throw path.Json($"the required field {field.JsonName} is missing");
            }
        }
    }
}
