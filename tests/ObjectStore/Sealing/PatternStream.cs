namespace P8e.ObjectStore.Tests.Sealing;

/// <summary>A long content that takes no memory: read, it gives a pattern, and says how far it was read; written, it compares with the pattern.</summary>
internal sealed class PatternStream(long length, Action<long>? onRead = null) : Stream
{
    private const int Period = 1 << 16;

    private static readonly byte[] Pattern = [.. Enumerable.Range(0, 2 * Period).Select(i => (byte)((i % Period * 2_654_435_761L) >> 16))];
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>How many bytes were written, all as they should be.</summary>
    internal long Matched { get; private set; }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var offset = (int)(_read % Period);
        var count = (int)Math.Min(Math.Min(buffer.Length, Period), length - _read);
        Pattern.AsSpan(offset, count).CopyTo(buffer);
        _read += count;
        onRead?.Invoke(_read);
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, Period);
            Assert.True(buffer[..count].SequenceEqual(Pattern.AsSpan((int)(Matched % Period), count)), "What comes out went in.");
            Matched += count;
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is held back.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
