namespace P8e.Cryptography.Tests.Payload;

/// <summary>A content of any length that needs no memory. Can fail once at a position, and gives pieces of at most a given size.</summary>
internal sealed class PatternStream(long length, int chunkMax = int.MaxValue, long failAt = -1) : Stream
{
    private long failAt = failAt;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    internal static byte ByteAt(long position) => (byte)((position * 31) ^ (position >> 11));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, chunkMax), length - position);
        if (failAt >= 0 && position + count > failAt)
        {
            failAt = -1;
            return ValueTask.FromException<int>(new IOException("planned failure"));
        }

        var span = buffer.Span;
        for (var i = 0; i < count; i++)
        {
            span[i] = ByteAt(position + i);
        }

        position += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reading is allowed.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
