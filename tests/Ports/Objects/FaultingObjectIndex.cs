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
    public IAsyncEnumerable<ObjectRow> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken) =>
        plan.ListAsync("ListRowsAsync", index.ListAsync(affiliate, cancellationToken));

    /// <inheritdoc/>
    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(RemoveDanglingReadersAsync), () => index.RemoveDanglingReadersAsync(affiliate, before, cancellationToken));
}
