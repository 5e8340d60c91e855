using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// The rows that lead from a reader to an object. Those that fit stand or fall with the object, in its transaction. The others mean nothing while their object is not there: new ones are
/// written before it and old ones removed after it, marked in any case, so that the sweeper finds what a crash leaves without reading all.
/// </summary>
internal sealed class ReaderRows(RowTable table)
{
    internal const int TransactionActionsMax = 100;

    /// <summary>Mark of a row that can be left over.</summary>
    internal const string EarlyName = "Early";

    internal static IEnumerable<TableTransactionAction> Write(ObjectRow row, IEnumerable<ReaderId> readers) => readers.Select(reader => Write(row, reader, early: false));

    internal static IEnumerable<TableTransactionAction> Remove(ObjectRow row, IEnumerable<ReaderId> readers) => readers.Select(
        reader => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(ObjectTableNames.Partition(row.Affiliate, row.Key), ObjectTableNames.ReaderRow(reader, row.Audience))));

    /// <summary>Writes rows that do not fit, or marks those that are there.</summary>
    internal async Task MarkAsync(string doing, ObjectRow row, IEnumerable<ReaderId> readers, CancellationToken cancellationToken)
    {
        foreach (var batch in readers.Chunk(TransactionActionsMax))
        {
            TableTransactionAction[] actions = [.. batch.Select(reader => Write(row, reader, early: true))];
            await table.RunAsync(doing, rows => rows.SubmitTransactionAsync(actions, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes rows whose object has gone. When some of a batch are gone already, the rest is left to the sweeper.</summary>
    internal async Task RemoveLateAsync(string doing, ObjectRow row, IEnumerable<ReaderId> readers, CancellationToken cancellationToken)
    {
        foreach (var batch in readers.Chunk(TransactionActionsMax))
        {
            await table.SubmitAsync(doing, [.. Remove(row, batch)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes marked rows whose object is not there.</summary>
    internal async Task<int> RemoveDanglingAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken)
    {
        const string Doing = "Sweeping";
        FormattableString filter = $"PartitionKey ge {ObjectTableNames.FirstPartition(affiliate)} and PartitionKey lt {ObjectTableNames.AfterPartitions(affiliate)} and RowKey ge {ObjectTableNames.FirstReader} and RowKey lt {ObjectTableNames.AfterReaders} and Early eq {true} and Created lt {before}";
        var removed = 0;
        await foreach (var entry in table.QueryAsync(Doing, filter, null, RowTable.KeysOnly, cancellationToken).ConfigureAwait(false))
        {
            var objectRow = ObjectTableNames.ObjectRow(ObjectTableNames.AudienceOf(entry.RowKey!));
            var found = await table.FindAsync(Doing, entry.PartitionKey!, objectRow, cancellationToken, ["RowKey", ObjectEntity.ShreddedName]).ConfigureAwait(false);
            if (found is null || ObjectEntity.IsTombstone(found))
            {
                var answer = await table.TryAsync(
                    Doing,
                    [TableErrorCode.UpdateConditionNotSatisfied],
                    // A put that came meanwhile has written the row anew: then it is not the one that was looked at, and stays.
                    rows => rows.DeleteEntityAsync(entry.PartitionKey!, entry.RowKey!, entry.ETag, cancellationToken),
                    cancellationToken).ConfigureAwait(false);
                removed += answer is null ? 0 : 1;
            }
        }

        return removed;
    }

    private static TableTransactionAction Write(ObjectRow row, ReaderId reader, bool early)
    {
        var entity = new TableEntity(ObjectTableNames.Partition(row.Affiliate, row.Key), ObjectTableNames.ReaderRow(reader, row.Audience))
        {
            { ObjectEntity.CreatedName, row.Created },
            { EarlyName, early ? true : null },
        };
        return new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity);
    }
}
