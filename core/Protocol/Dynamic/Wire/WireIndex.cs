using System.Buffers;
using Google.Protobuf;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>
/// Field occurrences of the messages that are open, innermost last, in one pooled array. A message is a list of parts of the one input: a singular
/// message field that occurs twice is opened with both parts, which is protobuf's merging without copying a byte.
/// </summary>
internal sealed class WireIndex(FieldPath path, int limit) : IDisposable
{
    private WireField[] _items = ArrayPool<WireField>.Shared.Rent(64);
    private int _count;

    internal WireField this[int position] => _items[position];

    /// <summary>Opens the whole input as a message.</summary>
    internal WireFrame OpenRoot(ReadOnlySpan<byte> bytes, MessageShape shape)
    {
        Add(new WireField(WireField.Unknown, 0, WireFormat.WireType.LengthDelimited, 0, bytes.Length));
        return Open(bytes, shape, 0, 1);
    }

    /// <summary>Opens the message whose parts are the occurrences from <paramref name="first"/> to <paramref name="end"/>; fields sorted by number.</summary>
    internal WireFrame Open(ReadOnlySpan<byte> bytes, MessageShape shape, int first, int end)
    {
        var start = _count;
        var members = 0;
        for (var part = first; part < end; part++)
        {
            members += Scan(bytes, shape, _items[part].Start, _items[part].Length);
        }

        if (members > 1)
        {
            DropReplacedMembers(shape, start);
        }

        SortFrom(start);
        return new WireFrame(start, _count);
    }

    internal void Close(WireFrame frame) => _count = frame.First;

    /// <summary>The position behind the last occurrence of the field that stands at <paramref name="position"/>.</summary>
    internal int EndOfField(WireFrame frame, int position)
    {
        var ordinal = _items[position].Ordinal;
        var end = position + 1;
        while (end < frame.End && _items[end].Ordinal == ordinal)
        {
            end++;
        }

        return end;
    }

    public void Dispose()
    {
        ArrayPool<WireField>.Shared.Return(_items);
        _items = [];
    }

    private int Scan(ReadOnlySpan<byte> bytes, MessageShape shape, int start, int length)
    {
        var members = 0;
        var reader = new WireReader(bytes, start, start + length, path);
        while (!reader.AtEnd)
        {
            var number = reader.ReadTag(out var type);
            var field = shape.FindNumber(number);
            var ordinal = field is not null && Fits(field, type) ? field.Ordinal : WireField.Unknown;
            var value = reader.PassValue(number, type);
            Add(new WireField(ordinal, number, type, value.Start, value.Length));
            members += ordinal != WireField.Unknown && field!.OneofIndex >= 0 ? 1 : 0;
        }

        return members;
    }

    // A known number with another wire type is an unknown field to protobuf-java; a packable list takes both of its forms.
    private static bool Fits(FieldShape field, WireFormat.WireType type) =>
        type == ScalarCodec.WireTypeOf(field.Kind) || (field.IsPackable && type == WireFormat.WireType.LengthDelimited);

    // Setting a member of a oneof clears the others: walking backwards, an occurrence counts only while no other member has been met.
    private void DropReplacedMembers(MessageShape shape, int start)
    {
        var kept = shape.OneofCount <= 64 ? stackalloc int[shape.OneofCount] : new int[shape.OneofCount];
        kept.Fill(-1);
        var dropped = 0;
        for (var i = _count - 1; i >= start; i--)
        {
            var ordinal = _items[i].Ordinal;
            var oneof = ordinal == WireField.Unknown ? -1 : shape.Fields[ordinal].OneofIndex;
            if (oneof < 0)
            {
                continue;
            }

            if (kept[oneof] == -1)
            {
                kept[oneof] = ordinal;
            }
            else if (kept[oneof] != ordinal)
            {
                kept[oneof] = WireField.Unknown;
                _items[i] = _items[i] with { Length = -1 };
                dropped++;
            }
        }

        if (dropped > 0)
        {
            var target = start;
            for (var i = start; i < _count; i++)
            {
                if (_items[i].Length >= 0)
                {
                    _items[target++] = _items[i];
                }
            }

            _count = target;
        }
    }

    private void SortFrom(int start)
    {
        for (var i = start + 1; i < _count; i++)
        {
            if (_items[i - 1].CompareTo(_items[i]) > 0)
            {
                _items.AsSpan(start, _count - start).Sort();
                return;
            }
        }
    }

    private void Add(WireField field)
    {
        if (_count > limit)
        {
            throw path.Fail(ErrorCodes.LimitExceeded, $"more than {limit} fields are open; split the record");
        }

        if (_count == _items.Length)
        {
            var larger = ArrayPool<WireField>.Shared.Rent(_count * 2);
            _items.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<WireField>.Shared.Return(_items);
            _items = larger;
        }

        _items[_count++] = field;
    }
}
