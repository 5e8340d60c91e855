using System.Runtime.InteropServices;

namespace P8e.ObjectStore.Ports;

/// <summary>Payloads, wherever they lie: in the object's row or in a blob.</summary>
internal static class ObjectBlobsExtensions
{
    /// <summary>Whether the storage has a payload in its whole length. One call for a blob, none for a payload in the row.</summary>
    internal static async Task<bool> HasPayloadAsync(this IObjectBlobs blobs, ObjectRow row, CancellationToken cancellationToken) =>
        row.BlobName is null || await blobs.GetLengthAsync(row.Affiliate, row.BlobName, cancellationToken).ConfigureAwait(false) == row.PayloadLength;

    /// <summary>Opens a payload from its first byte.</summary>
    /// <returns>A stream that the caller disposes; null when the blob is not there.</returns>
    internal static async Task<Stream?> OpenPayloadAsync(this IObjectBlobs blobs, ObjectRow row, CancellationToken cancellationToken)
    {
        if (row.BlobName is not null)
        {
            return await blobs.OpenReadAsync(row.Affiliate, row.BlobName, cancellationToken).ConfigureAwait(false);
        }

        return MemoryMarshal.TryGetArray(row.InlinePayload, out var segment) && segment.Array is { } array
            ? new MemoryStream(array, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(row.InlinePayload.ToArray(), writable: false);
    }
}
