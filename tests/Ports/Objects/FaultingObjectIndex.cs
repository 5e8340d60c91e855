using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>An index of which one call fails as planned.</summary>
public sealed class FaultingObjectIndex(IObjectIndex index, FaultPlan plan) : IObjectIndex
{
    /// <inheritdoc/>
    public Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(TryInsertAsync), () => index.TryInsertAsync(row, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(ObjectRow row, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(TryReplaceAsync), () => index.TryReplaceAsync(row, cancellationToken));

    /// <inheritdoc/>
    public Task<ObjectRow?> FindAsync(AffiliateName affiliate, ObjectKey key, AudienceId audience, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(FindAsync), () => index.FindAsync(affiliate, key, audience, cancellationToken));

    /// <inheritdoc/>
    public Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(FindForReaderAsync), () => index.FindForReaderAsync(affiliate, key, reader, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListAfterAsync(AffiliateName affiliate, ObjectKey? after, CancellationToken cancellationToken) =>
        plan.ListAsync("ListRowsAsync", index.ListAfterAsync(affiliate, after, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListOfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        plan.ListAsync(nameof(ListOfKeyAsync), index.ListOfKeyAsync(affiliate, key, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryMoveAsync(ObjectRow old, ObjectRow row, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(TryMoveAsync), () => index.TryMoveAsync(old, row, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryShredAsync(ObjectRow row, ObjectTombstone tombstone, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(TryShredAsync), () => index.TryShredAsync(row, tombstone, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectTombstone> ListTombstonesAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        plan.ListAsync(nameof(ListTombstonesAsync), index.ListTombstonesAsync(affiliate, key, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryRemoveTombstoneAsync(ObjectTombstone tombstone, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(TryRemoveTombstoneAsync), () => index.TryRemoveTombstoneAsync(tombstone, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> NamesBlobAsync(AffiliateName affiliate, ObjectKey key, string blobName, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(NamesBlobAsync), () => index.NamesBlobAsync(affiliate, key, blobName, cancellationToken));

    /// <inheritdoc/>
    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(RemoveDanglingReadersAsync), () => index.RemoveDanglingReadersAsync(affiliate, before, cancellationToken));
}
