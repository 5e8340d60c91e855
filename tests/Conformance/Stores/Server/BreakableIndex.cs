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

    public IAsyncEnumerable<ObjectRow> ListAfterAsync(AffiliateName affiliate, ObjectKey? after, CancellationToken cancellationToken) =>
        inner.ListAfterAsync(affiliate, after, cancellationToken);

    public IAsyncEnumerable<ObjectRow> ListOfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        inner.ListOfKeyAsync(affiliate, key, cancellationToken);

    public Task<bool> TryMoveAsync(ObjectRow old, ObjectRow row, CancellationToken cancellationToken) => inner.TryMoveAsync(old, row, cancellationToken);

    public Task<bool> TryShredAsync(ObjectRow row, ObjectTombstone tombstone, CancellationToken cancellationToken) => inner.TryShredAsync(row, tombstone, cancellationToken);

    public IAsyncEnumerable<ObjectTombstone> ListTombstonesAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        inner.ListTombstonesAsync(affiliate, key, cancellationToken);

    public Task<bool> TryRemoveTombstoneAsync(ObjectTombstone tombstone, CancellationToken cancellationToken) => inner.TryRemoveTombstoneAsync(tombstone, cancellationToken);

    public Task<bool> NamesBlobAsync(AffiliateName affiliate, ObjectKey key, string blobName, CancellationToken cancellationToken) =>
        inner.NamesBlobAsync(affiliate, key, blobName, cancellationToken);

    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        inner.RemoveDanglingReadersAsync(affiliate, before, cancellationToken);
}
