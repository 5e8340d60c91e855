using System.Runtime.CompilerServices;
using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// Mails in the table <c>Mail</c>, one partition per affiliate. A mail's two entities, under its id and in its place, are written in one transaction under the tag of either, so that both
/// reading by id and listing a queue are one request. A row that is not as this class writes it is a <see cref="P8eStateException"/> (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableMailIndex : IMailIndex
{
    /// <summary>A transaction has 100 actions, and each mail takes two.</summary>
    private const int MailsPerTransaction = 50;

    private const string Reading = "Reading mail";
    private const string Removing = "Removing mail";

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableMailIndex(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(MailTableNames.Table));
    }

    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyList<MailRow> rows, CancellationToken cancellationToken)
    {
        QueueRules.CheckNew(rows);
        foreach (var batch in rows.DistinctBy(row => row.MailId).Chunk(MailsPerTransaction))
        {
            if (await TryAddAsync(batch, cancellationToken).ConfigureAwait(false) || batch.Length == 1)
            {
                continue;
            }

            // Some are there already, be it from a try whose answer was lost. They are few or it is rare, so each gets a call of its own.
            foreach (var row in batch)
            {
                await TryAddAsync([row], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<MailRow?> FindAsync(AffiliateName affiliate, Guid mailId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        var entity = await _table.FindAsync(Reading, MailTableNames.Partition(affiliate), MailTableNames.ById(mailId), cancellationToken).ConfigureAwait(false);
        return entity is null ? null : MailEntity.Read(Reading, affiliate, entity);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MailRow> ListOpenAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (first, after) = MailTableNames.OpenRows(reader);
        return ListAsync(affiliate, first, after, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MailRow> ListDeadAsync(AffiliateName affiliate, CancellationToken cancellationToken) =>
        ListAsync(affiliate, MailTableNames.FirstDead, MailTableNames.AfterDead, cancellationToken);

    /// <inheritdoc/>
    public async Task<MailRow?> TryUpdateAsync(MailRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentException.ThrowIfNullOrEmpty(row.Version, nameof(row));
        var version = MailVersion.Parse(row.Version);
        var place = MailTableNames.Place(row);
        List<TableTransactionAction> actions =
            [new(TableTransactionActionType.UpdateReplace, MailEntity.Write(row, MailTableNames.ById(row.MailId)), version.IdTag)];
        if (place == version.Place)
        {
            actions.Add(new(TableTransactionActionType.UpdateReplace, MailEntity.Write(row, place), version.PlaceTag));
        }
        else
        {
            actions.Add(Delete(actions[0].Entity.PartitionKey!, version.Place, version.PlaceTag));
            actions.Add(new(TableTransactionActionType.Add, MailEntity.Write(row, place)));
        }

        var outcome = await _table.SubmitAsync("Changing a mail", actions, cancellationToken).ConfigureAwait(false);
        return outcome.Tags is { } tags ? row with { Version = MailEntity.Version(row, tags[0]) } : null;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(MailRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (partition, byId) = (MailTableNames.Partition(row.Affiliate), MailTableNames.ById(row.MailId));
        var (place, tag) = (MailTableNames.Place(row), ETag.All);
        while ((await _table.SubmitAsync(Removing, [Delete(partition, byId, tag), Delete(partition, place, ETag.All)], cancellationToken).ConfigureAwait(false)).Tags is null)
        {
            // It is gone, or somebody has moved it since it was read.
            if (await _table.FindAsync(Removing, partition, byId, cancellationToken).ConfigureAwait(false) is not { } entity)
            {
                return;
            }

            if (entity.ETag == tag)
            {
                throw StoredRow.Damaged(Removing, MailTableNames.Table, entity); // Nobody has touched it, so its place is empty.
            }

            (place, tag) = (MailTableNames.Place(MailEntity.Read(Removing, row.Affiliate, entity)), entity.ETag);
        }
    }

    /// <inheritdoc/>
    public async Task<int> RemoveAcknowledgedAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        var removed = 0;
        FormattableString filter = $"PartitionKey eq {MailTableNames.Partition(affiliate)} and RowKey ge {MailTableNames.FirstAcknowledged} and RowKey lt {MailTableNames.AcknowledgedUntil(before)}";
        await foreach (var batch in _table.QueryAsync(Removing, filter, null, RowTable.KeysOnly, cancellationToken).Chunk(MailsPerTransaction).ConfigureAwait(false))
        {
            if (await TryRemoveAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                removed += batch.Length;
                continue;
            }

            // One of them has moved since it was listed, or another instance removes too.
            foreach (var entity in batch)
            {
                removed += await TryRemoveAsync([entity], cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }

        return removed;
    }

    private static TableTransactionAction Delete(string partition, string row, ETag tag) => new(TableTransactionActionType.Delete, new TableEntity(partition, row), tag);

    private async Task<bool> TryAddAsync(IEnumerable<MailRow> rows, CancellationToken cancellationToken)
    {
        var actions = rows.SelectMany(row => new[] { MailTableNames.ById(row.MailId), MailTableNames.Place(row) }
            .Select(key => new TableTransactionAction(TableTransactionActionType.Add, MailEntity.Write(row, key))));
        return (await _table.SubmitAsync("Adding mail", [.. actions], cancellationToken).ConfigureAwait(false)).Tags is not null;
    }

    private async Task<bool> TryRemoveAsync(IEnumerable<TableEntity> places, CancellationToken cancellationToken)
    {
        var actions = places.SelectMany(place => new[]
        {
            Delete(place.PartitionKey!, place.RowKey!, place.ETag),
            Delete(place.PartitionKey!, MailTableNames.ByPlace(place.RowKey!), ETag.All),
        });
        return (await _table.SubmitAsync(Removing, [.. actions], cancellationToken).ConfigureAwait(false)).Tags is not null;
    }

    private async IAsyncEnumerable<MailRow> ListAsync(AffiliateName affiliate, string first, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        FormattableString filter = $"PartitionKey eq {MailTableNames.Partition(affiliate)} and RowKey ge {first} and RowKey lt {after}";
        await foreach (var entity in _table.QueryAsync(Reading, filter, null, select: null, cancellationToken).ConfigureAwait(false))
        {
            yield return MailEntity.Read(Reading, affiliate, entity);
        }
    }
}
