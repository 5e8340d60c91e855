namespace P8e.ObjectStore.Tests;

/// <summary>A content during whose reading something happens: at the first read at or after a position.</summary>
internal sealed class EventfulStream(byte[] content, int position, Action happens) : MemoryStream(content, writable: false)
{
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= position)
        {
            happens();
        }

        var beforeTheEvent = (int)Math.Clamp(position - Position, 0, buffer.Length);
        return base.ReadAsync(beforeTheEvent > 0 ? buffer[..beforeTheEvent] : buffer, cancellationToken);
    }
}
