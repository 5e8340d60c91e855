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
    /// <summary>Whole rows have up to 1 MiB, and an answer is read up to 64 MiB.</summary>
    private const int WholeRowsPerPage = 40;

    private const string Reading = "Reading objects";

    private readonly RowTable _table;
    private readonly ReaderRows _readers;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableObjectIndex(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(ObjectTableNames.Table));
        _readers = new ReaderRows(_table);
    }

    /// <inheritdoc/>
    public async Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        const string Doing = "Putting an object";
        ArgumentNullException.ThrowIfNull(row);
        const int Together = ReaderRows.TransactionActionsMax - 1;
        if (!await TryWriteEarlyAsync(Doing, row, Together, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        TableTransactionAction[] actions = [new(TableTransactionActionType.Add, ObjectEntity.Write(row)), .. ReaderRows.Write(row, row.Readers.Take(Together))];
        return await _table.TryAsync(
            Doing, [TableErrorCode.EntityAlreadyExists], table => table.SubmitTransactionAsync(actions, cancellationToken), cancellationToken).ConfigureAwait(false) is not null;
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
        return found is null || ObjectEntity.IsTombstone(found) ? null : ObjectEntity.Read(affiliate, found);
    }

    /// <inheritdoc/>
    public async Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken)
    {
        var (first, after) = ObjectTableNames.ReaderRows(reader);
        FormattableString filter = $"PartitionKey eq {ObjectTableNames.Partition(affiliate, key)} and RowKey ge {first} and RowKey lt {after}";
        var entries = new List<(DateTimeOffset Created, AudienceId Audience)>();
        await foreach (var entry in _table.QueryAsync(Reading, filter, null, ["RowKey", ObjectEntity.CreatedName], cancellationToken).ConfigureAwait(false))
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
    public IAsyncEnumerable<ObjectRow> ListAfterAsync(AffiliateName affiliate, ObjectKey? after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        var last = after is null ? ObjectTableNames.FirstPartition(affiliate) : ObjectTableNames.Partition(affiliate, after);
        FormattableString filter = $"PartitionKey gt {last} and PartitionKey lt {ObjectTableNames.AfterPartitions(affiliate)} and RowKey ge {ObjectTableNames.FirstObject} and RowKey lt {ObjectTableNames.AfterObjects}";
        return EntitiesAsync(filter, cancellationToken).Where(entity => !ObjectEntity.IsTombstone(entity)).Select(entity => ObjectEntity.Read(affiliate, entity));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListOfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        OfKeyAsync(affiliate, key, cancellationToken).Where(entity => !ObjectEntity.IsTombstone(entity)).Select(entity => ObjectEntity.Read(affiliate, entity));

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectTombstone> ListTombstonesAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        OfKeyAsync(affiliate, key, cancellationToken).Where(ObjectEntity.IsTombstone).Select(entity => ObjectEntity.ReadTombstone(affiliate, entity));

    /// <inheritdoc/>
    public async Task<bool> TryMoveAsync(ObjectRow old, ObjectRow row, CancellationToken cancellationToken)
    {
        const string Doing = "Changing the audience of an object";
        ObjectRules.CheckMove(old, row);
        const int Room = ReaderRows.TransactionActionsMax - 2;
        if (!await TryWriteEarlyAsync(Doing, row, Room, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var oldReaders = Math.Max(Room - row.Readers.Count, 0);
        if (!await TryMarkLateAsync(Doing, old, oldReaders, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Delete, new TableEntity(ObjectTableNames.Partition(old.Affiliate, old.Key), ObjectTableNames.ObjectRow(old.Audience)), new ETag(old.Version!)),
            new(TableTransactionActionType.Add, ObjectEntity.Write(row)),
            .. ReaderRows.Write(row, row.Readers.Take(Room)),
            .. ReaderRows.Remove(old, old.Readers.Take(oldReaders)),
        ];
        if ((await _table.SubmitAsync(Doing, actions, cancellationToken).ConfigureAwait(false)).Tags is null)
        {
            return false;
        }

        await _readers.RemoveLateAsync(Doing, old, old.Readers.Skip(oldReaders), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> TryShredAsync(ObjectRow row, ObjectTombstone tombstone, CancellationToken cancellationToken)
    {
        const string Doing = "Shredding an object";
        ObjectRules.CheckShred(row, tombstone);
        const int Together = ReaderRows.TransactionActionsMax - 1;
        if (!await TryMarkLateAsync(Doing, row, Together, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateReplace, ObjectEntity.Write(tombstone), new ETag(row.Version!)), .. ReaderRows.Remove(row, row.Readers.Take(Together)),
        ];
        if ((await _table.SubmitAsync(Doing, actions, cancellationToken).ConfigureAwait(false)).Tags is null)
        {
            return false;
        }

        await _readers.RemoveLateAsync(Doing, row, row.Readers.Skip(Together), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> TryRemoveTombstoneAsync(ObjectTombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        ArgumentException.ThrowIfNullOrEmpty(tombstone.Version, nameof(tombstone));
        TableTransactionAction removal = new(
            TableTransactionActionType.Delete,
            new TableEntity(ObjectTableNames.Partition(tombstone.Affiliate, tombstone.Key), ObjectTableNames.ObjectRow(tombstone.Audience)),
            new ETag(tombstone.Version));
        return (await _table.SubmitAsync("Readmitting an object", [removal], cancellationToken).ConfigureAwait(false)).Tags is not null;
    }

    /// <inheritdoc/>
    public async Task<bool> NamesBlobAsync(AffiliateName affiliate, ObjectKey key, string blobName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blobName);
        FormattableString filter = $"PartitionKey eq {ObjectTableNames.Partition(affiliate, key)} and RowKey ge {ObjectTableNames.FirstObject} and RowKey lt {ObjectTableNames.AfterObjects} and Blob eq {blobName}";
        return await _table.QueryAsync(Reading, filter, null, ["RowKey", ObjectEntity.ShreddedName], cancellationToken)
            .AnyAsync(entity => !ObjectEntity.IsTombstone(entity), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        _readers.RemoveDanglingAsync(affiliate, before, cancellationToken);

    /// <summary>Writes the readers that do not fit into the object's transaction, unless the object is there: a repeat must not touch those of the first put, whose time decides which is the oldest.</summary>
    private async Task<bool> TryWriteEarlyAsync(string doing, ObjectRow row, int together, CancellationToken cancellationToken)
    {
        if (row.Readers.Count <= together)
        {
            return true;
        }

        if (await FindAsync(row.Affiliate, row.Key, row.Audience, cancellationToken).ConfigureAwait(false) is not null)
        {
            return false;
        }

        await _readers.MarkAsync(doing, row, row.Readers.Skip(together), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Marks the readers that are removed after their object, unless it is another one by now: marking would bring back what has gone.</summary>
    private async Task<bool> TryMarkLateAsync(string doing, ObjectRow row, int together, CancellationToken cancellationToken)
    {
        if (row.Readers.Count <= together)
        {
            return true;
        }

        if ((await FindAsync(row.Affiliate, row.Key, row.Audience, cancellationToken).ConfigureAwait(false))?.Version != row.Version)
        {
            return false;
        }

        await _readers.MarkAsync(doing, row, row.Readers.Skip(together), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private IAsyncEnumerable<TableEntity> OfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey eq {ObjectTableNames.Partition(affiliate, key)} and RowKey ge {ObjectTableNames.FirstObject} and RowKey lt {ObjectTableNames.AfterObjects}";
        return EntitiesAsync(filter, cancellationToken);
    }

    private IAsyncEnumerable<TableEntity> EntitiesAsync(FormattableString filter, CancellationToken cancellationToken) =>
        _table.QueryAsync(Reading, filter, WholeRowsPerPage, select: null, cancellationToken);
}
