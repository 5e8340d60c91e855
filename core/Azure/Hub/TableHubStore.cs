using System.Runtime.CompilerServices;
using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Durable;
using P8e.Durable.Ports;

namespace P8e.Azure.Hub;

/// <summary>
/// The embedded task hub's store: instances in the table <c>Hub…</c>, one partition each, reminders and leases in <c>Due</c>. A commit is one entity-group transaction guarded by the
/// version of the state row. A row that is not as this class writes it is a <see cref="DurableException"/> (<see cref="DurableErrorCodes.StoreCorrupt"/>), a storage account that does not
/// answer or refuses an <see cref="IOException"/> around the house's error. Thread-safe.
/// </summary>
public sealed class TableHubStore : IHubStore
{
    private const int TransactionActionsMax = 100;
    private const int KeysPerPage = 1000;

    // An answer is read up to 64 MiB; these are rows of 512 KiB and 64 KiB in base64.
    private const int HistoryRowsPerPage = 80;
    private const int MessagesPerPage = 500;

    private readonly RowTable _table;
    private readonly DueTable _due;
    private readonly Func<Guid> _newId;

    /// <summary>Makes the adapter; sends nothing. Tables are created when they turn out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    /// <param name="hub">The hub's name: 1 to 32 small letters and digits; hubs of one account share nothing but the table <c>Due</c>.</param>
    /// <param name="newId">Ids that nobody else has: a commit is known again by one when its answer was lost.</param>
    public TableHubStore(TableServiceClient tables, string hub, Func<Guid> newId)
        : this(new Lazy<TableServiceClient>(tables ?? throw new ArgumentNullException(nameof(tables))), hub, newId)
    {
    }

    /// <summary>Makes the adapter; the account's tables are opened by the first request.</summary>
    /// <param name="tables">The account's tables.</param>
    /// <param name="hub">As above.</param>
    /// <param name="newId">As above.</param>
    public TableHubStore(Lazy<TableServiceClient> tables, string hub, Func<Guid> newId)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(newId);
        HubTableNames.CheckHub(hub);
        _table = Open(tables, HubTableNames.Instances(hub));
        _due = new DueTable(Open(tables, HubTableNames.Due), hub);
        _newId = newId;
    }

    /// <inheritdoc/>
    public async Task<HubInstance?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        var entity = await FindStateAsync("Reading the state of an instance", HubTableNames.Partition(instanceId), cancellationToken).ConfigureAwait(false);
        return entity is null ? null : HubEntity.ReadState(_table.Name, instanceId, entity);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<HubHistoryRow> ReadHistoryAsync(string instanceId, int generation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var entity in HistoryAsync(instanceId, generation, HistoryRowsPerPage, null, cancellationToken).ConfigureAwait(false))
        {
            yield return HubEntity.ReadHistory(_table.Name, generation, number++, entity);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HubMessage>> ReadMessagesAsync(string instanceId, int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        FormattableString filter = $"PartitionKey eq {HubTableNames.Partition(instanceId)} and RowKey ge {HubTableNames.FirstMessage} and RowKey lt {HubTableNames.AfterMessages}";
        var rows = await FirstAsync("Reading the messages to an instance", filter, atMost, MessagesPerPage, null, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(entity => HubEntity.ReadMessage(_table.Name, entity))];
    }

    /// <inheritdoc/>
    public Task AddMessageAsync(string instanceId, HubMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var entity = HubEntity.Message(message, HubTableNames.Partition(instanceId));
        // One of this id is the same message, also when it is this one and its answer was lost.
        return _table.TryAsync("Sending a message to an instance", [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> TryCommitAsync(HubCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        const string Doing = "Committing a step of an instance";
        var partition = HubTableNames.Partition(commit.InstanceId);
        var write = _newId();
        var state = HubEntity.State(commit, partition, write);
        TableTransactionAction[] actions =
        [
            commit.ExpectedVersion is null
                ? new(TableTransactionActionType.Add, state)
                : new(TableTransactionActionType.UpdateReplace, state, new ETag(commit.ExpectedVersion)),
            .. commit.History.Select(row => new TableTransactionAction(TableTransactionActionType.Add, HubEntity.History(row, partition))),
            .. commit.ConsumedMessages.Select(id => Delete(partition, HubTableNames.MessageRow(id))),
        ];
        var outcome = await _table.SubmitAsync(Doing, actions, cancellationToken).ConfigureAwait(false);
        if (outcome.Tags is { } tags)
        {
            return tags[0].ToString();
        }

        var found = await FindStateAsync(Doing, partition, cancellationToken).ConfigureAwait(false);
        if (found is not null && HubEntity.IsOf(found, write))
        {
            return found.ETag.ToString(); // It was ours: the answer to the first try was lost.
        }

        // The state row is what was expected, so another row was refused: a history row that should not exist, or a message that should.
        var isExpected = found?.ETag.ToString() == commit.ExpectedVersion && (found is not null || outcome.FailedAction is not 0);
        return isExpected ? throw HubEntity.Damaged(Doing, _table.Name, actions[outcome.FailedAction ?? 0].Entity) : null;
    }

    /// <inheritdoc/>
    public async Task RemoveHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken)
    {
        const string Doing = "Removing the history of an instance";
        var keys = new List<(string Partition, string Row)>();
        await foreach (var entity in HistoryAsync(instanceId, generation, KeysPerPage, RowTable.KeysOnly, cancellationToken).ConfigureAwait(false))
        {
            keys.Add((entity.PartitionKey!, entity.RowKey!));
        }

        // From its end: who reads meanwhile, or after a crash, finds a shorter history and not one with a gap.
        keys.Reverse();
        foreach (var piece in keys.Chunk(TransactionActionsMax))
        {
            var outcome = await _table.SubmitAsync(Doing, [.. piece.Select(key => Delete(key.Partition, key.Row))], cancellationToken).ConfigureAwait(false);
            if (outcome.Tags is not null)
            {
                continue;
            }

            // Some are gone: somebody else removes too, or an answer was lost. A single row may be gone.
            foreach (var (partition, row) in piece)
            {
                await _table.RunAsync(Doing, table => table.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>When the row vanishes between the look at its version and the removal, it was this call's own whose answer was lost, or another removal of the same version: true.</remarks>
    public async Task<bool> TryRemoveAsync(string instanceId, string version, CancellationToken cancellationToken)
    {
        const string Doing = "Removing an instance";
        ArgumentNullException.ThrowIfNull(version);
        FormattableString filter = $"PartitionKey eq {HubTableNames.Partition(instanceId)} and RowKey ge {HubTableNames.State} and RowKey lt {HubTableNames.AfterMessages}";
        while (true)
        {
            var rows = await FirstAsync(Doing, filter, TransactionActionsMax + 1, KeysPerPage, RowTable.KeysOnly, cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0 || rows[0].RowKey != HubTableNames.State || rows[0].ETag.ToString() != version)
            {
                return false;
            }

            // More messages than fit go before, each piece under the same guard, which gives the state row its next version.
            var isLast = rows.Count <= TransactionActionsMax;
            var write = _newId();
            var guard = new TableTransactionAction(
                isLast ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateMerge, HubEntity.Mark(rows[0], write), rows[0].ETag);
            var messages = rows.Skip(1).Take(TransactionActionsMax - 1).Select(row => Delete(row.PartitionKey!, row.RowKey!));
            var outcome = await _table.SubmitAsync(Doing, [guard, .. messages], cancellationToken).ConfigureAwait(false);
            if (outcome.Tags is { } tags)
            {
                if (isLast)
                {
                    return true;
                }

                version = tags[0].ToString();
            }
            else if (await FindStateAsync(Doing, rows[0].PartitionKey!, cancellationToken).ConfigureAwait(false) is not { } left)
            {
                return true;
            }
            else if (HubEntity.IsOf(left, write))
            {
                version = left.ETag.ToString();
            }
            else if (left.ETag.ToString() != version)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public Task AddReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) => _due.AddAsync(shard, reminder, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HubReminder>> ReadRemindersAsync(int shard, HubReminder? after, int atMost, CancellationToken cancellationToken) =>
        _due.ReadAsync(shard, after, atMost, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) => _due.RemoveAsync(shard, reminder, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryHoldLeaseAsync(int shard, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        _due.TryHoldAsync(shard, owner, now, until, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLeaseAsync(int shard, string owner, CancellationToken cancellationToken) => _due.ReleaseAsync(shard, owner, cancellationToken);

    private static RowTable Open(Lazy<TableServiceClient> tables, string name) =>
        new(new Lazy<TableClient>(() => tables.Value.GetTableClient(name)), error => new IOException(error.Message, error));

    private static TableTransactionAction Delete(string partition, string row) => new(TableTransactionActionType.Delete, new TableEntity(partition, row));

    private Task<TableEntity?> FindStateAsync(string doing, string partition, CancellationToken cancellationToken) =>
        _table.FindAsync(doing, partition, HubTableNames.State, cancellationToken);

    private IAsyncEnumerable<TableEntity> HistoryAsync(string instanceId, int generation, int pageSize, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey eq {HubTableNames.Partition(instanceId)} and RowKey ge {HubTableNames.FirstHistory(generation)} and RowKey lt {HubTableNames.AfterHistory(generation)}";
        return _table.QueryAsync("Reading the history of an instance", filter, pageSize, select, cancellationToken);
    }

    private async Task<List<TableEntity>> FirstAsync(
        string doing, FormattableString filter, int atMost, int pageSize, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var first = new List<TableEntity>();
        await foreach (var entity in _table.QueryAsync(doing, filter, Math.Min(atMost, pageSize), select, cancellationToken).ConfigureAwait(false))
        {
            first.Add(entity);
            if (first.Count == atMost)
            {
                break; // Before the next page is asked for.
            }
        }

        return first;
    }
}
