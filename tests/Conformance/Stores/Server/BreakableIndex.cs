using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Stores.Server;

/// <summary>Rows of objects that can be out of reach.</summary>
internal sealed class BreakableIndex(IObjectIndex inner, Outage outage) : IObjectIndex
{
    public Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.TryInsertAsync(row, cancellationToken);
    }

    public Task<bool> TryReplaceAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.TryReplaceAsync(row, cancellationToken);
    }

    public Task<ObjectRow?> FindAsync(AffiliateName affiliate, ObjectKey key, AudienceId audience, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.FindAsync(affiliate, key, audience, cancellationToken);
    }

    public Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.FindForReaderAsync(affiliate, key, reader, cancellationToken);
    }

    public IAsyncEnumerable<ObjectRow> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken) => inner.ListAsync(affiliate, cancellationToken);

    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        inner.RemoveDanglingReadersAsync(affiliate, before, cancellationToken);
}
