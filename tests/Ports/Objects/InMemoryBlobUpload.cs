using System.Buffers;
using P8e.ObjectStore.Ports;

namespace P8e.Ports.Objects;

/// <summary>A blob in the making, in memory; its bytes are handed over at the commit.</summary>
internal sealed class InMemoryBlobUpload(Action<BlobOrigin, byte[]> commit) : IBlobUpload
{
    private const int BlockBytesMax = 8 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <inheritdoc/>
    public Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(block.Length, nameof(block));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(block.Length, BlockBytesMax, nameof(block));
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        _bytes.Write(block.Span);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(origin);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        commit(origin, _bytes.WrittenSpan.ToArray());
        return Task.CompletedTask;
    }
}
