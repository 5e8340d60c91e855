namespace P8e.Functions.Objects;

/// <summary>Passes on only a part of what is written to it. The rest was opened and checked all the same: nothing less proves a part.</summary>
internal sealed class RangeStream(Stream target, long from, long length) : Stream
{
    private long _position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var start = Math.Clamp(from - _position, 0, buffer.Length);
        var end = Math.Clamp(from + length - _position, 0, buffer.Length);
        _position += buffer.Length;
        if (start < end)
        {
            await target.WriteAsync(buffer[(int)start..(int)end], cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
