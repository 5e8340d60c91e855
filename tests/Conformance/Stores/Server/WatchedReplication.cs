using System.Collections.Concurrent;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Stores.Server;

/// <summary>What waits to be sent, in memory, and what ever waited: ours leave the queue when they are sent, the recorded ones stay with a time.</summary>
internal sealed class WatchedReplication(IReplicationIndex inner) : IReplicationIndex
{
    private readonly ConcurrentDictionary<(Guid Object, ReaderId Reader), ReplicationRow> _queued = [];
    private readonly ConcurrentDictionary<(Guid Object, ReaderId Reader), bool> _removed = [];

    /// <summary>Every row that was ever queued, and whether it has left the queue.</summary>
    internal IEnumerable<(ReplicationRow Row, bool HasLeft)> All => _queued.Select(entry => (entry.Value, _removed.ContainsKey(entry.Key)));

    public Task AddAsync(IReadOnlyList<ReplicationRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            _queued[(row.ObjectId, row.Reader)] = row;
        }

        return inner.AddAsync(rows, cancellationToken);
    }

    public IAsyncEnumerable<ReplicationRow> ListAsync(AffiliateName affiliate, ReaderId reader, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.ListAsync(affiliate, reader, until, cancellationToken);

    public Task RescheduleAsync(ReplicationRow old, ReplicationRow row, CancellationToken cancellationToken) => inner.RescheduleAsync(old, row, cancellationToken);

    public Task RemoveAsync(ReplicationRow row, CancellationToken cancellationToken)
    {
        _removed[(row.ObjectId, row.Reader)] = true;
        return inner.RemoveAsync(row, cancellationToken);
    }
}
