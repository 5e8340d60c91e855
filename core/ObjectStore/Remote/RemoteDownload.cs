using P8e.Cryptography.Dime;

namespace P8e.ObjectStore.Remote;

/// <summary>An object of a partner's store.</summary>
internal sealed class RemoteDownload(StoredObject stored, DimeHeader header, Func<IAsyncEnumerable<ReadOnlyMemory<byte>>> payload)
    : ObjectDownload(stored, header)
{
    /// <inheritdoc/>
    public override Task<Stream> OpenPayloadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(new PiecesStream(payload()));
    }
}
