using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>A queue that removes so many rows and then fails, before it has removed the next.</summary>
internal sealed class ForgetfulQueue(IReplicationIndex queue) : IReplicationIndex
{
    private int _left;

    public void Remember(int removals) => _left = removals;

    public Task AddAsync(IReadOnlyList<ReplicationRow> rows, CancellationToken cancellationToken) => queue.AddAsync(rows, cancellationToken);

    public IAsyncEnumerable<ReplicationRow> ListAsync(AffiliateName affiliate, ReaderId reader, DateTimeOffset until, CancellationToken cancellationToken) =>
        queue.ListAsync(affiliate, reader, until, cancellationToken);

    public Task RescheduleAsync(ReplicationRow old, ReplicationRow row, CancellationToken cancellationToken) => queue.RescheduleAsync(old, row, cancellationToken);

    public Task RemoveAsync(ReplicationRow row, CancellationToken cancellationToken) => _left-- > 0
        ? queue.RemoveAsync(row, cancellationToken)
        : throw new P8eTransientException(ErrorCodes.StorageUnavailable, "The storage is out of reach, says the test.");
}
