using System.Globalization;
using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Index;

/// <summary>
/// The index in the table <c>Scopes</c>, one partition per affiliate and scope. Every transaction of an update writes the scope's row under its tag, so a process that was overtaken
/// changes nothing, not even a part. A row that is not as this class writes it is a <see cref="P8eStateException"/> (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableIndexStore : IIndexStore
{
    private const string Doing = "Reading the index";

    /// <summary>Entities have up to half a MiB, and an answer is read up to 64 MiB.</summary>
    private const int EntitiesPerPage = 100;

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableIndexStore(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(IndexTableNames.Table));
    }

    /// <inheritdoc/>
    public async Task<IndexedScope?> FindScopeAsync(AffiliateName affiliate, MetadataAddress scope, CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey eq {Partition(affiliate, scope)} and RowKey ge {IndexTableNames.Scope} and RowKey lt {IndexTableNames.AfterStanding}";
        ScopeRow? row = null;
        var sessions = new List<SessionRow>();
        var records = new List<RecordRow>();
        await foreach (var entity in _table.QueryAsync(Doing, filter, EntitiesPerPage, null, cancellationToken).ConfigureAwait(false))
        {
            if (IndexTableNames.IsRecord(entity.RowKey!))
            {
                records.Add(IndexEntity.ReadRecord(entity));
            }
            else if (IndexTableNames.IsSession(entity.RowKey!))
            {
                sessions.Add(IndexEntity.ReadSession(entity));
            }
            else
            {
                row = IndexEntity.ReadScope(affiliate, scope, entity);
            }
        }

        return row is null ? null : new IndexedScope(row, sessions, records);
    }

    /// <inheritdoc/>
    public async Task<ScopeRow?> FindScopeRowAsync(AffiliateName affiliate, MetadataAddress scope, CancellationToken cancellationToken) =>
        await _table.FindAsync(Doing, Partition(affiliate, scope), IndexTableNames.Scope, cancellationToken).ConfigureAwait(false) is { } entity
            ? IndexEntity.ReadScope(affiliate, scope, entity)
            : null;

    /// <inheritdoc/>
    public async Task<RecordRow?> FindRecordAsync(AffiliateName affiliate, MetadataAddress record, CancellationToken cancellationToken) =>
        await _table.FindAsync(Doing, Partition(affiliate, record), IndexTableNames.RecordRow(record), cancellationToken).ConfigureAwait(false) is { } entity
            ? IndexEntity.ReadRecord(entity)
            : null;

    /// <inheritdoc/>
    public async Task<IndexPage<ScopeRow>> ListScopesAsync(AffiliateName affiliate, MetadataAddress? after, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        // No partition has the first name, so the same comparison serves both cases.
        var from = after is null ? IndexTableNames.FirstPartition(affiliate) : IndexTableNames.Partition(affiliate, after);
        FormattableString filter =
            $"PartitionKey gt {from} and PartitionKey lt {IndexTableNames.AfterPartitions(affiliate)} and RowKey eq {IndexTableNames.Scope} and Standing eq {(int)ScopeStanding.Current}";
        return await PageAsync(
            filter, most, entity => IndexEntity.ReadScope(affiliate, IndexEntity.ReadAddress(affiliate, entity), entity), row => row.Scope.ToString(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IndexPage<HistoryRow>> ListHistoryAsync(AffiliateName affiliate, MetadataAddress record, long after, int most, CancellationToken cancellationToken)
    {
        FormattableString filter =
            $"PartitionKey eq {Partition(affiliate, record)} and RowKey gt {IndexTableNames.HistoryRow(record, after)} and RowKey lt {IndexTableNames.AfterHistory(record)}";
        return await PageAsync(
            filter, most, IndexEntity.ReadHistory, row => row.At.Height.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(ScopeUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentOutOfRangeException.ThrowIfEqual(update.Row.Standing, ScopeStanding.Arriving, nameof(update));
        var parts = UpdateActions.Split(UpdateActions.Of(update));
        ETag? tag = update.Row.Version is { } version ? new ETag(version) : null;
        foreach (var part in parts)
        {
            var isLast = ReferenceEquals(part, parts[^1]);
            var scope = isLast ? IndexEntity.Write(update.Row) : IndexEntity.WriteGuard(update.Row);
            var written = tag is null ? new TableTransactionAction(TableTransactionActionType.Add, scope)
                : new TableTransactionAction(isLast ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.UpdateMerge, scope, tag.Value);
            var outcome = await _table.SubmitAsync("Writing the index", [written, .. part], cancellationToken).ConfigureAwait(false);
            if (outcome.Tags is null)
            {
                return false;
            }

            tag = outcome.Tags[0];
        }

        return true;
    }

    private static string Partition(AffiliateName affiliate, MetadataAddress entity)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(entity);
        return IndexTableNames.Partition(affiliate, entity.ToScope());
    }

    private async Task<IndexPage<T>> PageAsync<T>(
        FormattableString filter, int most, Func<TableEntity, T> read, Func<T, string> cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IIndexStore.PageItemsMaximum);
        var items = new List<T>();
        await foreach (var entity in _table.QueryAsync(Doing, filter, most, null, cancellationToken).ConfigureAwait(false))
        {
            items.Add(read(entity));
            if (items.Count == most)
            {
                return new IndexPage<T>(items, cursor(items[^1]));
            }
        }

        return new IndexPage<T>(items, null);
    }
}
