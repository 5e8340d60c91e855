using System.Runtime.CompilerServices;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// Objects that wait to be sent, in the table <c>Due</c>, one partition per affiliate. A row that is not as this class writes it is a <see cref="P8eStateException"/>
/// (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableReplicationIndex : IReplicationIndex
{
    private const int RowsPerTransaction = 100;
    private const string Adding = "Queueing objects for replication";

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableReplicationIndex(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(ReplicationEntity.Table));
    }

    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyList<ReplicationRow> rows, CancellationToken cancellationToken)
    {
        QueueRules.CheckNew(rows);
        foreach (var batch in rows.DistinctBy(ReplicationEntity.RowKey).Chunk(RowsPerTransaction))
        {
            TableTransactionAction[] actions = [.. batch.Select(row => new TableTransactionAction(TableTransactionActionType.Add, ReplicationEntity.Write(row)))];
            if ((await _table.SubmitAsync(Adding, actions, cancellationToken).ConfigureAwait(false)).Tags is not null || actions.Length == 1)
            {
                continue;
            }

            // Some are there already, be it from a try whose answer was lost; they may have failed attempts to their name and stay.
            foreach (var action in actions)
            {
                await _table.SubmitAsync(Adding, [action], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReplicationRow> ListAsync(
        AffiliateName affiliate, ReaderId reader, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Doing = "Looking for objects to replicate";
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(reader);
        var (first, after) = ReplicationEntity.Rows(reader, until);
        FormattableString filter = $"PartitionKey eq {ReplicationEntity.Partition(affiliate)} and RowKey ge {first} and RowKey lt {after}";
        await foreach (var entity in _table.QueryAsync(Doing, filter, null, select: null, cancellationToken).ConfigureAwait(false))
        {
            yield return ReplicationEntity.Read(Doing, affiliate, entity);
        }
    }

    /// <inheritdoc/>
    public Task RescheduleAsync(ReplicationRow old, ReplicationRow row, CancellationToken cancellationToken)
    {
        QueueRules.CheckSame(old, row);
        var entity = ReplicationEntity.Write(row);
        var oldKey = ReplicationEntity.RowKey(old);
        // Refused as a whole when the old row is gone, be it by a first try whose answer was lost.
        IReadOnlyList<TableTransactionAction> actions = oldKey == entity.RowKey
            ? [new(TableTransactionActionType.UpdateReplace, entity)]
            : [new(TableTransactionActionType.Delete, new TableEntity(entity.PartitionKey!, oldKey)), new(TableTransactionActionType.UpsertReplace, entity)];
        return _table.SubmitAsync("Putting off the replication of an object", actions, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ReplicationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _table.RunAsync(
            "Ending the replication of an object",
            table => table.DeleteEntityAsync(ReplicationEntity.Partition(row.Affiliate), ReplicationEntity.RowKey(row), cancellationToken: cancellationToken),
            cancellationToken);
    }
}
