using System.Buffers;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Local;

/// <summary>Reads a payload and decides by its length where it goes: into the row, or block by block into a blob. One buffer, whatever the length.</summary>
internal sealed class PayloadWriter(IObjectBlobs blobs, AffiliateName affiliate, ObjectStoreOptions options, BlockBuffers buffers, Func<string> newBlobName)
{
    /// <summary>Length of the payload, in bytes.</summary>
    internal long Length { get; private set; }

    /// <summary>The payload when it goes into the row.</summary>
    internal ReadOnlyMemory<byte> InlinePayload { get; private set; }

    /// <summary>The blob when it does not.</summary>
    internal IBlobUpload? Upload { get; private set; }

    /// <summary>The blob's name.</summary>
    internal string? BlobName { get; private set; }

    internal async Task ReadAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        // Most objects are small: a large buffer is rented only when the small one is full.
        var first = ArrayPool<byte>.Shared.Rent(options.InlineBytes + 1);
        byte[]? block = null;
        var complete = false;
        try
        {
            var filled = await upload.ReadPayloadAsync(first.AsMemory(0, options.InlineBytes + 1), cancellationToken).ConfigureAwait(false);
            if (filled <= options.InlineBytes)
            {
                Count(filled);
                InlinePayload = first.AsSpan(0, filled).ToArray();
                complete = true;
                return;
            }

            block = buffers.Rent(out var blockBytes);
            first.AsSpan(0, filled).CopyTo(block);
            ArrayPool<byte>.Shared.Return(first);
            first = null;
            BlobName = newBlobName();
            Upload = blobs.StartUpload(affiliate, BlobName);
            await WriteBlocksAsync(upload, Upload, block.AsMemory(0, blockBytes), filled, cancellationToken).ConfigureAwait(false);
            complete = true;
        }
        finally
        {
            // A content that is sealed where it is read leaves plaintext in the buffer when its stream fails halfway.
            if (first is not null)
            {
                ArrayPool<byte>.Shared.Return(first, clearArray: !complete);
            }

            if (block is not null)
            {
                buffers.Return(block, clear: !complete);
            }
        }
    }

    private async Task WriteBlocksAsync(ObjectUpload source, IBlobUpload target, Memory<byte> block, int filled, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (filled < block.Length)
            {
                filled += await source.ReadPayloadAsync(block[filled..], cancellationToken).ConfigureAwait(false);
            }

            if (filled == 0)
            {
                return;
            }

            Count(filled);
            await target.AppendAsync(block[..filled], cancellationToken).ConfigureAwait(false);
            if (filled < block.Length)
            {
                return;
            }

            filled = 0;
        }
    }

    private void Count(int bytes)
    {
        Length += bytes;
        if (Length > options.PayloadBytesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Putting an object: its payload has more than {options.PayloadBytesMax} bytes (ObjectStore:PayloadBytesMax). Split the content or raise the limit.");
        }
    }
}
