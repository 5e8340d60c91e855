using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>One serialized message with the index of what is open in it: what the JSON writer and the normaliser read from.</summary>
internal sealed class MessageBytes(ReadOnlyMemory<byte> bytes, FieldPath path, DynamicLimits limits) : IDisposable
{
    private readonly WireIndex _index = new(path, limits.MaxOpenFields);

    internal FieldPath Path => path;

    internal ReadOnlySpan<byte> Span => bytes.Span;

    internal WireField this[int position] => _index[position];

    internal WireFrame OpenRoot(MessageShape shape) => _index.OpenRoot(Span, shape);

    /// <summary>Opens the message that the occurrences from <paramref name="first"/> to <paramref name="end"/> make up; the caller counts the depth.</summary>
    internal WireFrame Open(MessageShape shape, int first, int end) => _index.Open(Span, shape, first, end);

    internal void Close(WireFrame frame) => _index.Close(frame);

    internal int EndOfField(WireFrame frame, int position) => _index.EndOfField(frame, position);

    /// <summary>First and end of the occurrences of a field; both equal when it is absent.</summary>
    internal (int First, int End) Find(WireFrame frame, int ordinal)
    {
        var first = frame.First;
        while (first < frame.End && _index[first].Ordinal < ordinal)
        {
            first++;
        }

        return first < frame.End && _index[first].Ordinal == ordinal ? (first, EndOfField(frame, first)) : (first, first);
    }

    /// <summary>The occurrence of a singular field that counts; null when it is absent.</summary>
    internal WireField? LastOf(WireFrame frame, int ordinal)
    {
        var (first, end) = Find(frame, ordinal);
        return first == end ? null : _index[end - 1];
    }

    /// <summary>A number, bool or enum; zero when absent.</summary>
    internal ulong BitsOf(FieldShape field, WireField? value)
    {
        if (value is not { } at)
        {
            return 0;
        }

        var reader = ReaderOf(at);
        return ScalarCodec.Normalize(field.Kind, reader.ReadScalar(at.Type));
    }

    /// <summary>The next element of a list part: of packed content the next value, else the one value.</summary>
    internal WireReader ReaderOf(WireField at) => new(Span, at.Start, at.Start + at.Length, path);

    /// <summary>The content of a bytes field; empty when absent.</summary>
    internal ReadOnlySpan<byte> ContentOf(WireField? value) => value is { } at ? Span.Slice(at.Start, at.Length) : [];

    /// <summary>The content of a string field, checked: protobuf-java refuses proto3 texts that are not UTF-8.</summary>
    internal ReadOnlySpan<byte> TextOf(WireField? value)
    {
        var text = ContentOf(value);
        return Utf8.IsValid(text) ? text : throw path.Wire("a text is not UTF-8");
    }

    /// <summary>The content of a string or bytes field.</summary>
    internal ReadOnlySpan<byte> ContentOf(FieldShape field, WireField? value) => field.Kind == FieldType.String ? TextOf(value) : ContentOf(value);

    /// <summary>True when the part holds several values.</summary>
    internal static bool IsPackedPart(FieldShape field, WireField at) => field.IsPackable && at.Type == WireFormat.WireType.LengthDelimited;

    public void Dispose() => _index.Dispose();
}
