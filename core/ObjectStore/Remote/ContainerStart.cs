using System.Buffers;
using System.Buffers.Binary;
using P8e.Cryptography.Dime;

namespace P8e.ObjectStore.Remote;

/// <summary>The first bytes of a container as they arrive: its header, then its payload as far as there is room for it.</summary>
internal sealed class ContainerStart
{
    private const int LengthBytes = 4;
    private const int TagBytes = 16;
    private const int IvBytesMax = 1024;

    private readonly List<ReadOnlyMemory<byte>> _payload = [];
    private ArrayBufferWriter<byte>? _head;
    private int _wanted;

    /// <summary>The header, when it has arrived.</summary>
    public DimeHeader? Header { get; private set; }

    /// <summary>Length of the payload that has arrived, in bytes.</summary>
    public long PayloadLength { get; private set; }

    /// <summary>The payload that was kept, piece by piece.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Payload => _payload;

    /// <summary>Keeps a piece.</summary>
    /// <param name="piece">Not empty; not copied, unless the header ends in a later one.</param>
    public void Keep(ReadOnlyMemory<byte> piece)
    {
        if (Header is not null)
        {
            KeepPayload(piece);
            return;
        }

        var received = piece;
        if (_head is not null)
        {
            _head.Write(piece.Span);
            received = _head.WrittenMemory;
        }

        if (received.Length >= _wanted && DimeHeader.TryParse(received.Span, DimeLimits.Default, out var header, out _wanted))
        {
            Header = header;
            KeepPayload(received[header!.Length..]);
        }
        else if (_head is null)
        {
            _head = new ArrayBufferWriter<byte>();
            _head.Write(piece.Span);
        }
    }

    /// <summary>Counts a piece of the payload for which there is no room.</summary>
    public void Count(int length) => PayloadLength += length;

    /// <summary>
    /// How long the payload is if it is what the uploader declared: four bytes of length, the IV, the content and its tag (object-store 5.4). Null while
    /// nobody can tell, and when what was declared is no length.
    /// </summary>
    public long? DeclaredPayloadLength(long contentLength)
    {
        Span<byte> start = stackalloc byte[LengthBytes];
        var filled = 0;
        foreach (var piece in _payload)
        {
            var count = Math.Min(piece.Length, LengthBytes - filled);
            piece.Span[..count].CopyTo(start[filled..]);
            filled += count;
        }

        var ivLength = filled == LengthBytes ? BinaryPrimitives.ReadUInt32BigEndian(start) : 0;
        return ivLength <= IvBytesMax && contentLength is >= 0 and < long.MaxValue / 2 ? LengthBytes + ivLength + contentLength + TagBytes : null;
    }

    private void KeepPayload(ReadOnlyMemory<byte> piece)
    {
        PayloadLength += piece.Length;
        if (!piece.IsEmpty)
        {
            _payload.Add(piece);
        }
    }
}
