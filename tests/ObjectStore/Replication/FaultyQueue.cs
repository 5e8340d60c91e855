using System.Runtime.CompilerServices;
using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>A queue of which each call may fail, before it has done its work or after.</summary>
internal sealed class FaultyQueue(IReplicationIndex queue, SeededRandomSource random, Func<bool> isFaulty) : IReplicationIndex
{
    public Task AddAsync(IReadOnlyList<ReplicationRow> rows, CancellationToken cancellationToken) => queue.AddAsync(rows, cancellationToken);

    public async IAsyncEnumerable<ReplicationRow> ListAsync(
        AffiliateName affiliate, ReaderId reader, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MayFail();
        await foreach (var row in queue.ListAsync(affiliate, reader, until, cancellationToken))
        {
            yield return row;
            MayFail();
        }
    }

    public async Task RescheduleAsync(ReplicationRow old, ReplicationRow row, CancellationToken cancellationToken)
    {
        MayFail();
        await queue.RescheduleAsync(old, row, cancellationToken);
        MayFail();
    }

    public async Task RemoveAsync(ReplicationRow row, CancellationToken cancellationToken)
    {
        MayFail();
        await queue.RemoveAsync(row, cancellationToken);
        MayFail();
    }

    private void MayFail()
    {
        if (isFaulty() && random.Next(1)[0] < 12)
        {
            throw new P8eTransientException(ErrorCodes.StorageUnavailable, "The storage is out of reach, says the test.");
        }
    }
}
