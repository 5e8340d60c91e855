using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using P8e.Azure.Rows;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;

namespace P8e.Azure.Objects;

/// <summary>A block blob in the making: staged blocks are invisible, and the service drops them after a week.</summary>
internal sealed class BlockBlobUpload(BlobContainerClient container, BlockBlobClient blob) : IBlobUpload
{
    private const string Doing = "Putting an object's payload";

    private readonly List<string> _blocks = [];
    private long _length;

    /// <inheritdoc/>
    public async Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        BlobRules.CheckBlock(block.Length);
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(_blocks.Count.ToString("D6", CultureInfo.InvariantCulture)));
        await StorageErrors.TranslateAsync(
            Doing,
            async () =>
            {
                try
                {
                    await StageAsync(id, block, cancellationToken).ConfigureAwait(false);
                }
                catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
                {
                    await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                    await StageAsync(id, block, cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        _blocks.Add(id);
        _length += block.Length;
    }

    /// <inheritdoc/>
    public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken) => StorageErrors.TranslateAsync(
        Doing,
        async () =>
        {
            var options = new CommitBlockListOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                Metadata = BlobObjectBlobs.WriteOrigin(origin),
            };
            try
            {
                await blob.CommitBlockListAsync(_blocks, options, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException error) when (error.Status is 409 or 412)
            {
                await RecogniseOwnAsync(origin, cancellationToken).ConfigureAwait(false);
            }
        },
        cancellationToken);

    private async Task StageAsync(string id, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        // The client reads the stream again when it retries, so it must be seekable; this one only wraps the buffer.
        using var content = MemoryMarshal.TryGetArray(block, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(block.ToArray(), writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A blob is there already. Names are fresh, so it is our own commit whose answer was lost, unless it says otherwise.</summary>
    private async Task RecogniseOwnAsync(BlobOrigin origin, CancellationToken cancellationToken)
    {
        var there = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        if (there.ContentLength != _length || BlobObjectBlobs.ReadOrigin(there.Metadata) != origin)
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.StorageConflict, $"{Doing}: another blob lies under the name {blob.Name}. Nothing was changed; put the object again.");
        }
    }
}
