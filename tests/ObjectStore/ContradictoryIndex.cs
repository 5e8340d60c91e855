using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests;

/// <summary>An index that says an object is there when it is to be inserted, and that it is not when it is looked for.</summary>
internal sealed class ContradictoryIndex(int insertSucceedsAt = int.MaxValue) : IObjectIndex
{
    internal int Inserts { get; private set; }

    /// <inheritdoc/>
    public Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken) => Task.FromResult(++Inserts >= insertSucceedsAt);

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(ObjectRow row, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<ObjectRow?> FindAsync(AffiliateName affiliate, ObjectKey key, AudienceId audience, CancellationToken cancellationToken) =>
        Inserts > 1000 ? throw new InvalidOperationException("The store has asked a thousand times.") : Task.FromResult<ObjectRow?>(null);

    /// <inheritdoc/>
    public Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken) =>
        Task.FromResult<ObjectRow?>(null);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListAfterAsync(AffiliateName affiliate, ObjectKey? after, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ObjectRow>();

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListOfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ObjectRow>();

    /// <inheritdoc/>
    public Task<bool> TryMoveAsync(ObjectRow old, ObjectRow row, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> TryShredAsync(ObjectRow row, ObjectTombstone tombstone, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectTombstone> ListTombstonesAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<ObjectTombstone>();

    /// <inheritdoc/>
    public Task<bool> TryRemoveTombstoneAsync(ObjectTombstone tombstone, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> NamesBlobAsync(AffiliateName affiliate, ObjectKey key, string blobName, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(0);
}
