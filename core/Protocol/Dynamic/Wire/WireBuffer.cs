using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>
/// One pooled, growing array that messages are written into. A length prefix is reserved with one byte and patched when the length is known;
/// only content of 128 bytes and more moves by one to four bytes, so one pass over the input is enough and no tree is built.
/// Cleared when given back, because records hold personal data.
/// </summary>
internal sealed class WireBuffer(int limit) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal void Truncate(int length) => Length = length;

    internal void WriteTag(int number, WireFormat.WireType type) => WriteVarint(WireFormat.MakeTag(number, type));

    internal void WriteVarint(ulong value) => Length += PutVarint(GetSpan(10), value);

    internal void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(GetSpan(4), value);
        Length += 4;
    }

    internal void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(GetSpan(8), value);
        Length += 8;
    }

    internal void WriteBytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(GetSpan(value.Length));
        Length += value.Length;
    }

    internal void WriteLengthAndBytes(ReadOnlySpan<byte> value)
    {
        WriteVarint((uint)value.Length);
        WriteBytes(value);
    }

    /// <summary>Reserves a length prefix; content follows, then <see cref="CloseLength"/> with the returned position.</summary>
    internal int OpenLength()
    {
        GetSpan(1)[0] = 0;
        return ++Length;
    }

    internal void CloseLength(int contentStart)
    {
        var length = Length - contentStart;
        var extra = CodedOutputStream.ComputeRawVarint32Size((uint)length) - 1;
        if (extra > 0)
        {
            GetSpan(extra);
            _bytes.AsSpan(contentStart, length).CopyTo(_bytes.AsSpan(contentStart + extra));
        }

        Length += extra;
        PutVarint(_bytes.AsSpan(contentStart - 1), (uint)length);
    }

    /// <summary>The bytes at <paramref name="start"/>, to be overwritten in place.</summary>
    internal Span<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var wanted = (long)Length + Math.Max(sizeHint, 1);
        if (wanted > _bytes.Length)
        {
            Grow(wanted);
        }

        return _bytes.AsSpan(Length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
    }

    private static int PutVarint(Span<byte> target, ulong value)
    {
        var used = 0;
        while (value >= 0x80)
        {
            target[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[used++] = (byte)value;
        return used;
    }

    private void Grow(long wanted)
    {
        // A few bytes more than the limit may be reserved and not used, so the exact limit is checked by ToArray.
        if (wanted > limit + 65_536L)
        {
            throw TooLarge();
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(wanted, Math.Min(_bytes.Length * 2L, limit + 65_536L)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = larger;
    }

    internal byte[] ToArray() => Length <= limit ? Written.ToArray() : throw TooLarge();

    private P8eInputException TooLarge() => new(ErrorCodes.LimitExceeded, $"Making a message: it would have more than {limit} bytes; split the record.");
}
