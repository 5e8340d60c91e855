using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Stores.Server;

/// <summary>Registered keys that can be out of reach.</summary>
internal sealed class BreakableKeys(IPublicKeys inner, Outage outage) : IPublicKeys
{
    public Task<PublicKeyRow?> FindAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.FindAsync(affiliate, reader, cancellationToken);
    }

    public IAsyncEnumerable<PublicKeyRow> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.ListAsync(affiliate, cancellationToken);
    }

    public Task<PublicKeyRow?> TryWriteAsync(PublicKeyRow row, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.TryWriteAsync(row, cancellationToken);
    }
}
