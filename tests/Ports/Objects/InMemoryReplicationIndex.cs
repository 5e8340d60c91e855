using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The queues in memory. Rows cannot be changed from outside, so they are kept as they are.</summary>
public sealed class InMemoryReplicationIndex : IReplicationIndex
{
    private readonly MemorySteps _steps = new();
    private readonly Dictionary<(AffiliateName Affiliate, ReaderId Reader, DateTimeOffset Due, Guid ObjectId), ReplicationRow> _rows = [];

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<ReplicationRow> rows, CancellationToken cancellationToken)
    {
        QueueRules.CheckNew(rows);
        return _steps.Run(
            () =>
            {
                foreach (var row in rows)
                {
                    _rows.TryAdd(Name(row), row);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ReplicationRow> ListAsync(AffiliateName affiliate, ReaderId reader, DateTimeOffset until, CancellationToken cancellationToken) =>
        _steps.List<ReplicationRow>(
            () => [.. _rows.Values.Where(row => row.Affiliate == affiliate && row.Reader == reader && row.Due <= until).OrderBy(row => row.Due).ThenBy(row => row.ObjectId)],
            cancellationToken);

    /// <inheritdoc/>
    public Task RescheduleAsync(ReplicationRow old, ReplicationRow row, CancellationToken cancellationToken)
    {
        QueueRules.CheckSame(old, row);
        return _steps.Run(
            () =>
            {
                if (_rows.Remove(Name(old)))
                {
                    _rows[Name(row)] = row;
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ReplicationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _steps.Run(() => _rows.Remove(Name(row)), cancellationToken);
    }

    private static (AffiliateName Affiliate, ReaderId Reader, DateTimeOffset Due, Guid ObjectId) Name(ReplicationRow row) => (row.Affiliate, row.Reader, row.Due, row.ObjectId);
}
