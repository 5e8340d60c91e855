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
    private readonly WireBuffer _output;
    private readonly FieldPath _path;
    private readonly FieldRuns _runs = new();
    private readonly JsonScalarReader _scalars;
    private readonly JsonWellKnownReader _wellKnown;
    private readonly JsonFieldFinder _names;
    private readonly int _mostElements;

    internal JsonMessageReader(DescriptorSet set, WireBuffer output, FieldPath path, int mostElements)
    {
        _mostElements = mostElements;
        _output = output;
        _path = path;
        _scalars = new JsonScalarReader(output, path);
        _names = new JsonFieldFinder(_scalars, path);
        _wellKnown = new JsonWellKnownReader(set, this, _scalars, output, path);
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
            _wellKnown.Read(ref reader, shape);
        }
    }

    /// <summary>Writes the fields of a JSON object.</summary>
    /// <param name="reader">Stands on the object's start.</param>
    /// <param name="shape">The message's type.</param>
    /// <param name="typeAllowed">True for the content of an Any: one <c>@type</c> stands among the fields.</param>
    internal void ReadObject(ref Utf8JsonReader reader, MessageShape shape, bool typeAllowed)
    {
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        var mark = _runs.Open(shape);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (typeAllowed && _scalars.NameIs(ref reader, "@type"u8))
            {
                typeAllowed = false;
                Next(ref reader);
                continue;
            }

            var field = _names.Find(ref reader, shape);
            _path.Push(field);
            if (!_runs.Meet(mark, field))
            {
                throw _path.Json("a field is given twice");
            }

            Next(ref reader);
            ReadField(ref reader, mark, field);
            _path.Pop();
        }

        CheckRequired(mark);
        _runs.Close(mark, _output);
    }

    /// <summary>Writes tag and value of one element, or nothing for a default value that is not kept.</summary>
    internal void ReadSingle(ref Utf8JsonReader reader, FieldShape field, bool keepDefault)
    {
        var before = _output.Length;
        _output.WriteTag(field.Number, ScalarCodec.WireTypeOf(field.Kind));
        if (field.IsMessage)
        {
            _path.Enter();
            var start = _output.OpenLength();
            ReadMessage(ref reader, field.Message);
            _output.CloseLength(start);
            _path.Leave();
        }
        else if (_scalars.Write(ref reader, field) && !keepDefault)
        {
            _output.Truncate(before);
        }
    }

    internal void ReadList(ref Utf8JsonReader reader, FieldShape field)
    {
        Expect(ref reader, JsonTokenType.StartArray, "an array");
        var before = _output.Length;
        var start = 0;
        if (field.IsPacked)
        {
            _output.WriteTag(field.Number, WireFormat.WireType.LengthDelimited);
            start = _output.OpenLength();
        }

        var index = 0;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            _path.Push(index);
            CheckCount(++index);
            RefuseNull(ref reader, field);
            if (field.IsPacked)
            {
                _scalars.Write(ref reader, field);
            }
            else
            {
                ReadSingle(ref reader, field, keepDefault: true);
            }

            _path.Pop();
        }

        if (index == 0)
        {
            _output.Truncate(before);
        }
        else if (field.IsPacked)
        {
            _output.CloseLength(start);
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
            var key = _scalars.Text(ref reader);
            _path.Push(key);
            CheckCount(++count);
            if (first is null)
            {
                first = key;
            }
            else if (!(keys ??= new HashSet<string>(StringComparer.Ordinal) { first }).Add(key))
            {
                throw _path.Json("a map key is given twice");
            }

            _path.Enter();
            _output.WriteTag(field.Number, WireFormat.WireType.LengthDelimited);
            var entry = _output.OpenLength();
            _output.WriteTag(1, ScalarCodec.WireTypeOf(field.MapKey.Kind));
            _scalars.Write(ref reader, field.MapKey);
            Next(ref reader);
            RefuseNull(ref reader, field.MapValue);
            ReadSingle(ref reader, field.MapValue, keepDefault: true);
            _output.CloseLength(entry);
            _path.Leave();
            _path.Pop();
        }
    }

    internal void Expect(ref Utf8JsonReader reader, JsonTokenType token, string expected)
    {
        if (reader.TokenType != token)
        {
            throw _scalars.Wrong(expected);
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

        if (field.OneofIndex >= 0 && !_runs.MeetOneof(mark, field))
        {
            throw _path.Json($"a second member of the oneof {field.Descriptor.RealContainingOneof.Name} is given");
        }

        var start = _output.Length;
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

        if (_output.Length > start)
        {
            _runs.Add(field, start);
        }
    }

    // null means "not set", except where null is a value of the type itself.
    private static bool TakesNull(FieldShape field) =>
        !field.IsRepeated && (field.IsNullValue || (field.IsMessage && field.Message.Kind == MessageKind.Value));

    private void RefuseNull(ref Utf8JsonReader reader, FieldShape field)
    {
        if (reader.TokenType == JsonTokenType.Null && !field.IsNullValue && !(field.IsMessage && field.Message.Kind == MessageKind.Value))
        {
            throw _path.Json("null stands as an element of a list or map");
        }
    }

    private void CheckCount(int count)
    {
        if (count > _mostElements)
        {
            throw _path.Fail(ErrorCodes.LimitExceeded, $"a list or map has more than {_mostElements} elements; split the record");
        }
    }

    private void CheckRequired(FieldRunsMark mark)
    {
        foreach (var field in mark.Shape.Required)
        {
            if (!_runs.IsMet(mark, field))
            {
                throw _path.Json($"the required field {field.JsonName} is missing");
            }
        }
    }
}
