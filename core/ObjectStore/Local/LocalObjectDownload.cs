using P8e.Cryptography.Dime;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Local;

/// <summary>An object of the local store.</summary>
internal sealed class LocalObjectDownload(IObjectBlobs blobs, ObjectRow row, DimeHeader header)
    : ObjectDownload(StoredObjects.Describe(row, header), header)
{
    /// <inheritdoc/>
    public override async Task<Stream> OpenPayloadAsync(CancellationToken cancellationToken) =>
        await blobs.OpenPayloadAsync(row, cancellationToken).ConfigureAwait(false) ?? throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.ObjectBytesMissing,
            $"Reading object {row.Key}: its row is there, but blob {row.BlobName} is not. Put the object again, or restore the storage account.");
}
