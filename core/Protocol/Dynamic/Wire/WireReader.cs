using System.Buffers.Binary;
using Google.Protobuf;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>Reads tags and values of one part of a message; everything malformed becomes an error that names the field path.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, int start, int end, FieldPath path)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int Position { get; private set; } = start;

    internal readonly bool AtEnd => Position >= end;

    internal int ReadTag(out WireFormat.WireType type)
    {
        var tag = ReadVarint();
        type = (WireFormat.WireType)(tag & 7);
        var number = tag >> 3;
        return number is > 0 and <= 0x1FFF_FFFF && (int)type <= 5 ? (int)number : throw Malformed("a field tag is not valid");
    }

    internal ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position >= end)
            {
                throw Malformed("a value ends early");
            }

            var part = _bytes[Position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a varint has more than ten bytes");
    }

    internal ulong ReadScalar(WireFormat.WireType type) => type switch
    {
        WireFormat.WireType.Fixed32 => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(Take(4), 4)),
        WireFormat.WireType.Fixed64 => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.Slice(Take(8), 8)),
        _ => ReadVarint(),
    };

    /// <summary>Passes over a value and says where it stands, a length-delimited one without its prefix, a group without its end tag.</summary>
    internal (int Start, int Length) PassValue(int number, WireFormat.WireType type)
    {
        var start = Position;
        switch (type)
        {
            case WireFormat.WireType.Varint:
                ReadVarint();
                break;
            case WireFormat.WireType.Fixed32:
                Take(4);
                break;
            case WireFormat.WireType.Fixed64:
                Take(8);
                break;
            case WireFormat.WireType.LengthDelimited:
                var length = ReadVarint();
                start = Take(length);
                break;
            case WireFormat.WireType.StartGroup:
                return (start, PassGroup(number) - start);
            default:
                throw Malformed("a group ends that was not begun");
        }

        return (start, Position - start);
    }

    // Returns where the end tag begins.
    private int PassGroup(int number)
    {
        path.Enter();
        while (!AtEnd)
        {
            var tagStart = Position;
            var inner = ReadTag(out var type);
            if (type == WireFormat.WireType.EndGroup)
            {
                path.Leave();
                return inner == number ? tagStart : throw Malformed("a group ends that was not begun");
            }

            PassValue(inner, type);
        }

        throw Malformed("a group does not end");
    }

    private int Take(ulong length)
    {
        var start = Position;
        if (length > (ulong)(end - start))
        {
            throw Malformed("a value ends early");
        }

        Position += (int)length;
        return start;
    }

    private readonly P8eInputException Malformed(string what) => path.Wire($"the bytes are malformed: {what} (byte {Position})");
}
