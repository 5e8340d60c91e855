namespace P8e.Cryptography.Tests.Payload;

/// <summary>A content of any length that needs no memory. Can fail once at a position, and gives pieces of at most a given size.</summary>
internal sealed class PatternStream(long length, int chunkMax = int.MaxValue, long failAt = -1) : ReadOnlyStream
{
    private long failAt = failAt;
    private long position;

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
}
