using System.Runtime.CompilerServices;
using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// Objects and readers in the table <c>Objects</c>. An insert is one entity-group transaction; a read for a reader is two requests (reader
/// rows, object row); everything else is one.
/// </summary>
public sealed class TableObjectIndex : IObjectIndex
{
    private const int TransactionActionsMax = 100;

    /// <summary>Whole rows have up to 1 MiB, and an answer is read up to 64 MiB.</summary>
    private const int WholeRowsPerPage = 40;

    private const string EarlyName = "Early";

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableObjectIndex(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(ObjectTableNames.Table));
    }

    /// <inheritdoc/>
    public async Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        var partition = ObjectTableNames.Partition(row.Affiliate, row.Key);
        var together = row.Readers.Take(TransactionActionsMax - 1).Select(reader => ReaderAction(partition, row, reader, early: false));
        var early = row.Readers.Skip(TransactionActionsMax - 1).Select(reader => ReaderAction(partition, row, reader, early: true)).ToArray();
        if (early.Length > 0)
        {
            // More than fit into the object's own transaction: they come first and mean nothing until the object is there. A repeat must not
            // touch those of the first put, whose time decides which object is the oldest.
            if (await FindAsync(row.Affiliate, row.Key, row.Audience, cancellationToken).ConfigureAwait(false) is not null)
            {
                return false;
            }

            foreach (var batch in early.Chunk(TransactionActionsMax))
            {
                await _table.RunAsync("Putting an object", table => table.SubmitTransactionAsync(batch, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }

        TableTransactionAction[] actions = [new(TableTransactionActionType.Add, ObjectEntity.Write(row)), .. together];
        return await _table.TryAsync(
            "Putting an object", [TableErrorCode.EntityAlreadyExists], table => table.SubmitTransactionAsync(actions, cancellationToken), cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row.Version);
        return await _table.TryAsync(
            "Replacing an object",
            [TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound],
            table => table.UpdateEntityAsync(ObjectEntity.Write(row), new ETag(row.Version), TableUpdateMode.Replace, cancellationToken),
            cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc/>
    public async Task<ObjectRow?> FindAsync(AffiliateName affiliate, ObjectKey key, AudienceId audience, CancellationToken cancellationToken)
    {
        var found = await _table.FindAsync(
            "Reading an object", ObjectTableNames.Partition(affiliate, key), ObjectTableNames.ObjectRow(audience), cancellationToken).ConfigureAwait(false);
        return found is null ? null : ObjectEntity.Read(affiliate, found);
    }

    /// <inheritdoc/>
    public async Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken)
    {
        var (first, after) = ObjectTableNames.ReaderRows(reader);
        FormattableString filter = $"PartitionKey eq {ObjectTableNames.Partition(affiliate, key)} and RowKey ge {first} and RowKey lt {after}";
        var entries = new List<(DateTimeOffset Created, AudienceId Audience)>();
        await foreach (var entry in _table.QueryAsync("Reading objects", filter, null, ["RowKey", ObjectEntity.CreatedName], cancellationToken).ConfigureAwait(false))
        {
            entries.Add((entry.GetDateTimeOffset(ObjectEntity.CreatedName)!.Value, ObjectTableNames.AudienceOf(entry.RowKey!)));
        }

        foreach (var (_, audience) in entries.OrderBy(entry => entry.Created).ThenBy(entry => entry.Audience.ToString(), StringComparer.Ordinal))
        {
            // A reader row without its object is the remains of a crash.
            if (await FindAsync(affiliate, key, audience, cancellationToken).ConfigureAwait(false) is { } row)
            {
                return row;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectRow> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey ge {ObjectTableNames.FirstPartition(affiliate)} and PartitionKey lt {ObjectTableNames.AfterPartitions(affiliate)} and RowKey ge {ObjectTableNames.FirstObject} and RowKey lt {ObjectTableNames.AfterObjects}";
        await foreach (var entity in _table.QueryAsync("Reading objects", filter, WholeRowsPerPage, select: null, cancellationToken).ConfigureAwait(false))
        {
            yield return ObjectEntity.Read(affiliate, entity);
        }
    }

    /// <inheritdoc/>
    public async Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey ge {ObjectTableNames.FirstPartition(affiliate)} and PartitionKey lt {ObjectTableNames.AfterPartitions(affiliate)} and RowKey ge {ObjectTableNames.FirstReader} and RowKey lt {ObjectTableNames.AfterReaders} and Early eq {true} and Created lt {before}";
        var removed = 0;
        await foreach (var entry in _table.QueryAsync("Reading objects", filter, null, RowTable.KeysOnly, cancellationToken).ConfigureAwait(false))
        {
            var objectRow = ObjectTableNames.ObjectRow(ObjectTableNames.AudienceOf(entry.RowKey!));
            if (await _table.FindAsync("Sweeping", entry.PartitionKey!, objectRow, cancellationToken, ["RowKey"]).ConfigureAwait(false) is null)
            {
                var answer = await _table.TryAsync(
                    "Sweeping",
                    [TableErrorCode.UpdateConditionNotSatisfied],
                    // A put that came meanwhile has written the row anew: then it is not the one that was looked at, and stays.
                    table => table.DeleteEntityAsync(entry.PartitionKey!, entry.RowKey!, entry.ETag, cancellationToken),
                    cancellationToken).ConfigureAwait(false);
                removed += answer is null ? 0 : 1;
            }
        }

        return removed;
    }

    private static TableTransactionAction ReaderAction(string partition, ObjectRow row, ReaderId reader, bool early)
    {
        var entity = new TableEntity(partition, ObjectTableNames.ReaderRow(reader, row.Audience)) { { ObjectEntity.CreatedName, row.Created } };
        if (early)
        {
            entity.Add(EarlyName, true); // Lets the sweeper find the few rows that can be left over without reading all.
        }

        return new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity);
    }
}
