using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Stores.Server;

/// <summary>Blobs that can be out of reach.</summary>
internal sealed class BreakableBlobs(IObjectBlobs inner, Outage outage) : IObjectBlobs
{
    public IBlobUpload StartUpload(AffiliateName affiliate, string name) => new BreakableUpload(inner.StartUpload(affiliate, name), outage);

    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.OpenReadAsync(affiliate, name, cancellationToken);
    }

    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.GetLengthAsync(affiliate, name, cancellationToken);
    }

    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.DeleteAsync(affiliate, name, cancellationToken);
    }

    public IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken) => inner.ListAsync(affiliate, cancellationToken);

    private sealed class BreakableUpload(IBlobUpload inner, Outage outage) : IBlobUpload
    {
        public Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
        {
            outage.ThrowWhenDown();
            return inner.AppendAsync(block, cancellationToken);
        }

        public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken)
        {
            outage.ThrowWhenDown();
            return inner.CommitAsync(origin, cancellationToken);
        }
    }
}
