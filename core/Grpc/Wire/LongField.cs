using System.Buffers;
using Google.Protobuf;

namespace P8e.Grpc.Wire;

/// <summary>
/// A bytes field in a message in a message. Recognised only where nothing else is in either message and the lengths fit each other exactly, as
/// every protobuf library writes it; whatever looks otherwise is left to the parser.
/// </summary>
/// <param name="outer">Number of the nested message, 1 to 15.</param>
/// <param name="inner">Number of the bytes field in it, 1 to 15.</param>
internal sealed class LongField(int outer, int inner)
{
    /// <summary>As many bytes of a message are enough to recognise the field: two tags and two lengths.</summary>
    internal const int HeadBytesMax = 12;

    private const int LengthDelimited = 2;
    private const int LengthBytesMax = 5;

    /// <summary>Length of the field, or null when the message is not nothing but it.</summary>
    /// <param name="payload">The message as far as it is there, at least <see cref="HeadBytesMax"/> bytes unless it is shorter.</param>
    /// <param name="length">Length of the message.</param>
    internal int? Find(ReadOnlySequence<byte> payload, int length)
    {
        Span<byte> head = stackalloc byte[HeadBytesMax];
        head = head[..Math.Min(HeadBytesMax, length)];
        payload.Slice(0, head.Length).CopyTo(head);
        var nested = Enter(head, outer, length, out var used);
        var field = nested < 0 ? -1 : Enter(head[used..], inner, nested, out _);
        return field > 0 ? field : null;
    }

    /// <summary>Makes a message that is nothing but the field of bytes that are there already.</summary>
    /// <param name="buffer"><see cref="HeadBytesMax"/> bytes of room, then the field's.</param>
    /// <param name="fieldBytes">Length of the field.</param>
    /// <returns>The message: the end of the room, and the field.</returns>
    internal ReadOnlyMemory<byte> Wrap(Memory<byte> buffer, int fieldBytes)
    {
        var start = WriteHead(buffer.Span[..HeadBytesMax], inner, fieldBytes);
        start = WriteHead(buffer.Span[..start], outer, HeadBytesMax - start + fieldBytes);
        return buffer[start..(HeadBytesMax + fieldBytes)];
    }

    /// <summary>Writes tag and length at the end of a room; where they begin.</summary>
    private static int WriteHead(Span<byte> room, int number, int length)
    {
        var start = room.Length - CodedOutputStream.ComputeLengthSize(length) - 1;
        var at = start;
        room[at++] = (byte)((number << 3) | LengthDelimited);
        for (; length >= 0x80; length >>= 7)
        {
            room[at++] = (byte)(length | 0x80);
        }

        room[at] = (byte)length;
        return start;
    }

    /// <summary>Length of a field that fills what it is in, or -1.</summary>
    private static int Enter(ReadOnlySpan<byte> head, int number, int room, out int used)
    {
        used = 1;
        if (head.IsEmpty || head[0] != ((number << 3) | LengthDelimited))
        {
            return -1;
        }

        var length = 0L;
        for (var shift = 0; used < head.Length && used <= LengthBytesMax; shift += 7)
        {
            var next = head[used++];
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length == room - used ? (int)length : -1;
            }
        }

        return -1;
    }
}
