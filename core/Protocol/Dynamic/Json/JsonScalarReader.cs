using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>One JSON number, text or literal → the bytes of one scalar, without its tag.</summary>
internal sealed class JsonScalarReader(WireBuffer output, FieldPath path)
{
    private const int LongestNumber = 400;

    /// <summary>Writes the value the reader stands on (for a map key: the property name); true when it is the kind's default.</summary>
    internal bool Write(ref Utf8JsonReader reader, FieldShape field)
    {
        switch (field.Kind)
        {
            case FieldType.String:
                return WriteText(ref reader) == 0;
            case FieldType.Bytes:
                return WriteBase64(ref reader) == 0;
            default:
                var bits = ReadBits(ref reader, field);
                ScalarCodec.Write(output, field.Kind, bits);
                return bits == 0;
        }
    }

    /// <summary>Copies the text of a JSON string and returns its length; for texts of a known form, such as numbers and times.</summary>
    internal int Copy(ref Utf8JsonReader reader, scoped Span<byte> room, string expected)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || reader.ValueSpan.Length > room.Length)
        {
            throw Wrong(expected);
        }

        return Unescape(ref reader, room);
    }

    /// <summary>Writes a length and the text; returns the text's length in bytes.</summary>
    internal int WriteText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw Wrong("a text");
        }

        if (!reader.ValueIsEscaped)
        {
            output.WriteLengthAndBytes(reader.ValueSpan);
            return reader.ValueSpan.Length;
        }

        var start = output.OpenLength();
        var length = Unescape(ref reader, output.GetSpan(reader.ValueSpan.Length));
        output.Advance(length);
        output.CloseLength(start);
        return length;
    }

    /// <summary>The text of a JSON string or property name.</summary>
    internal string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(e);
        }
    }

    /// <summary>Compares the property name the reader stands on.</summary>
    internal bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(e);
        }
    }

    internal P8eInputException Wrong(string expected) => path.Json($"stands something else than {expected}");

    private int WriteBase64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Wrong("base64 text");
        }

        var room = ArrayPool<byte>.Shared.Rent(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            var text = room.AsSpan(0, Unescape(ref reader, room));
            text.Replace((byte)'+', (byte)'-');
            text.Replace((byte)'/', (byte)'_');
            var start = output.OpenLength();
            var decoded = output.GetSpan(Base64Url.GetMaxDecodedLength(text.Length));
            if (text.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || Base64Url.DecodeFromUtf8(text, decoded, out _, out var length) != OperationStatus.Done)
            {
                throw Wrong("base64 text (standard or URL alphabet)");
            }

            output.Advance(length);
            output.CloseLength(start);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room, clearArray: true);
        }
    }

    private ulong ReadBits(ref Utf8JsonReader reader, FieldShape field) => field.Kind switch
    {
        FieldType.Int32 or FieldType.SFixed32 => Integer(ref reader, int.MinValue, int.MaxValue),
        FieldType.SInt32 => (uint)ScalarCodec.ZigZag((long)Integer(ref reader, int.MinValue, int.MaxValue)),
        FieldType.UInt32 or FieldType.Fixed32 => Integer(ref reader, 0, uint.MaxValue),
        FieldType.Int64 or FieldType.SFixed64 => Integer(ref reader, long.MinValue, long.MaxValue),
        FieldType.SInt64 => ScalarCodec.ZigZag((long)Integer(ref reader, long.MinValue, long.MaxValue)),
        FieldType.UInt64 or FieldType.Fixed64 => Integer(ref reader, 0, ulong.MaxValue),
        FieldType.Double => (ulong)BitConverter.DoubleToInt64Bits(Number(ref reader)),
        FieldType.Float => BitConverter.SingleToUInt32Bits(Single(ref reader)),
        FieldType.Bool => Bool(ref reader),
        FieldType.Enum => EnumValue(ref reader, field),
        _ => throw new InvalidOperationException($"{field.Kind} is not a scalar."),
    };

    private ulong Integer(ref Utf8JsonReader reader, long least, ulong most)
    {
        Span<byte> room = stackalloc byte[LongestNumber];
        var text = reader.TokenType == JsonTokenType.Number ? reader.ValueSpan : room[..Copy(ref reader, room, "a whole number")];
        return IntegerText.TryParse(text, least, most, out var bits) ? bits : throw Wrong($"a whole number from {least} to {most}");
    }

    internal double Number(ref Utf8JsonReader reader)
    {
        Span<byte> room = stackalloc byte[LongestNumber];
        var text = reader.TokenType == JsonTokenType.Number ? reader.ValueSpan : room[..Copy(ref reader, room, "a number")];
        if (reader.TokenType != JsonTokenType.Number)
        {
            if (text.SequenceEqual("NaN"u8))
            {
                return double.NaN;
            }

            if (text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8))
            {
                return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            }
        }

        return Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length && double.IsFinite(value) ? value : throw Wrong("a number in range");
    }

    // By way of a double, as protobuf-java does it.
    private float Single(ref Utf8JsonReader reader)
    {
        var value = Number(ref reader);
        var single = (float)value;
        return float.IsInfinity(single) && double.IsFinite(value) ? throw Wrong("a number in the range of float") : single;
    }

    private ulong Bool(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => 1,
        JsonTokenType.False => 0,
        JsonTokenType.PropertyName when NameIs(ref reader, "true"u8) => 1,
        JsonTokenType.PropertyName when NameIs(ref reader, "false"u8) => 0,
        _ => throw Wrong("true or false"),
    };

    private ulong EnumValue(ref Utf8JsonReader reader, FieldShape field)
    {
        if (field.IsNullValue && reader.TokenType == JsonTokenType.Null)
        {
            return 0;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return Integer(ref reader, int.MinValue, int.MaxValue);
        }

        return field.Enum.FindValueByName(Text(ref reader)) is { } value ? (ulong)value.Number : throw Wrong($"a value of the enum {field.Enum.FullName}");
    }

    private int Unescape(ref Utf8JsonReader reader, scoped Span<byte> room)
    {
        try
        {
            return reader.CopyString(room);
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(e);
        }
    }

    private P8eInputException NotUnicode(Exception cause) => path.Json("stands a text with half a surrogate pair, which is not Unicode", cause);
}
