using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Chain.Submission;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Chain;

/// <summary>
/// The outbox in the table <c>Outbox</c>, one partition per account. Every write is one entity-group transaction; one that changes a row also writes the claim's row under its tag, so that
/// it fails when somebody else has claimed the account. A row that is not as this class writes it is a <see cref="P8eStateException"/> (<see cref="ErrorCodes.StorageRowDamaged"/>).
/// Thread-safe.
/// </summary>
public sealed class TableOutbox : IOutbox
{
    private const int FindTries = 3;
    private const string TokenName = "Token";

    private readonly RowTable _table;
    private readonly OutboxPlaces _places;
    private readonly Func<Guid> _newId;

    /// <summary>The newest tag that this process knows of its claim on an account; without it the row is read first.</summary>
    private readonly ConcurrentDictionary<AccountAddress, (string Token, ETag Tag)> _claims = new();

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    /// <param name="newId">Ids that nobody else has: claims, and writes that must be known again when their answer was lost.</param>
    public TableOutbox(TableServiceClient tables, Func<Guid> newId)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(newId);
        _table = new RowTable(tables.GetTableClient(OutboxTableNames.Table));
        _places = new OutboxPlaces(_table);
        _newId = newId;
    }

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.State, OutboxState.Pending, nameof(row));
        ArgumentOutOfRangeException.ThrowIfZero(row.Id.Length, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row.Id.Length, OutboxRow.IdLengthMaximum, nameof(row));
        const string Doing = "Adding a row to the outbox";
        var write = _newId();
        var pointer = OutboxEntity.Pointer(row, write);
        var entities = OutboxEntity.Write(row, write, OutboxEntity.NewBytesMax);
        var actions = entities.Prepend(pointer).Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity));
        if ((await _table.SubmitAsync(Doing, [.. actions], cancellationToken).ConfigureAwait(false)).Tags is not null)
        {
            return true;
        }

        var known = await _table.FindAsync(Doing, pointer.PartitionKey!, pointer.RowKey!, cancellationToken).ConfigureAwait(false);
        // Nothing is ever removed, so a row whose id is not known is not one of ours.
        return known is null ? throw OutboxEntity.Damaged(entities[0]) : OutboxEntity.IsAddedBy(known, write);
    }

    /// <inheritdoc/>
    public async Task<OutboxRow?> FindAsync(AccountAddress account, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(id);
        for (var attempt = 1; ; attempt++)
        {
            var known = await _places.ReadAsync(account, OutboxTableNames.Known(id), cancellationToken).ConfigureAwait(false);
            if (known.Count == 0)
            {
                return null;
            }

            if (OutboxEntity.IsRow(known[0]))
            {
                return OutboxEntity.Read(account, known);
            }

            var open = await _places.ReadAsync(account, OutboxEntity.OpenPlace(known[0], id), cancellationToken).ConfigureAwait(false);
            if (open.Count > 0)
            {
                return OutboxEntity.Read(account, open);
            }

            // It was closed between the two looks, and so lies under its id now; that happens once.
            if (attempt == FindTries)
            {
                throw OutboxEntity.Damaged(known[0]);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OutboxRow> ListOpenAsync(AccountAddress account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        // Keys have the time and the id's hash: rows of one time wait for each other, to go on in order of their ids.
        var sameTime = new List<OutboxRow>();
        await foreach (var entities in _places.OpenAsync(account, cancellationToken).ConfigureAwait(false))
        {
            var row = OutboxEntity.Read(account, entities);
            if (sameTime.Count > 0 && sameTime[0].Added != row.Added)
            {
                foreach (var earlier in sameTime.OrderBy(one => one.Id, StringComparer.Ordinal))
                {
                    yield return earlier;
                }

                sameTime.Clear();
            }

            sameTime.Add(row);
        }

        foreach (var last in sameTime.OrderBy(one => one.Id, StringComparer.Ordinal))
        {
            yield return last;
        }
    }

    /// <inheritdoc/>
    public async Task<WriterClaim> ClaimAsync(AccountAddress account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var token = _newId().ToString("N");
        var entity = ClaimEntity(account, token);
        var answer = await _table.RunAsync(
            "Claiming an account", table => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken).ConfigureAwait(false);
        _claims[account] = (token, answer.Headers.ETag.GetValueOrDefault());
        return new WriterClaim(account, token);
    }

    /// <inheritdoc/>
    public async Task<OutboxRow?> TryUpdateAsync(WriterClaim claim, OutboxRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentException.ThrowIfNullOrEmpty(row.Version, nameof(row));
        const string Doing = "Changing a row of the outbox";
        var version = OutboxVersion.Parse(row.Version);
        if (!claim.Account.Equals(row.Account))
        {
            return null;
        }

        var write = _newId();
        var entities = OutboxEntity.Write(row, write, OutboxEntity.BytesMax);
        while (await ClaimTagAsync(claim, cancellationToken).ConfigureAwait(false) is { } tag)
        {
            TableTransactionAction[] actions =
            [
                new(TableTransactionActionType.UpdateMerge, ClaimEntity(claim.Account, claim.Token), tag), .. RowActions(row, version, entities),
            ];
            if ((await _table.SubmitAsync(Doing, actions, cancellationToken).ConfigureAwait(false)).Tags is { } tags)
            {
                _claims[claim.Account] = (claim.Token, tags[0]);
                return row with { Version = new OutboxVersion(entities.Count, tags[1]).ToString() };
            }

            _claims.TryRemove(claim.Account, out _);
            if (await DecideAsync(Doing, row, version, write, cancellationToken).ConfigureAwait(false) is var (isOver, written) && isOver)
            {
                return written is null ? null : row with { Version = new OutboxVersion(entities.Count, written.ETag).ToString() };
            }
        }

        return null;
    }

    /// <summary>After a refusal: the row as this write left it, if its answer was lost; or over without it, if somebody changed the row; else only the claim's tag has moved.</summary>
    private async Task<(bool IsOver, TableEntity? Written)> DecideAsync(string doing, OutboxRow row, OutboxVersion version, Guid write, CancellationToken cancellationToken)
    {
        var partition = OutboxTableNames.Partition(row.Account);
        var now = await _table.FindAsync(doing, partition, OutboxTableNames.Place(row), cancellationToken).ConfigureAwait(false);
        if (OutboxEntity.IsOf(now, write))
        {
            return (true, now);
        }

        var before = row.IsOpen ? now : await _table.FindAsync(doing, partition, OutboxTableNames.Open(row), cancellationToken).ConfigureAwait(false);
        return (before is null || before.ETag != version.Tag, null);
    }

    /// <summary>The actions on the row, its first entity first: in its place while it stays open, else from there to its id.</summary>
    private static IEnumerable<TableTransactionAction> RowActions(OutboxRow row, OutboxVersion version, List<TableEntity> entities)
    {
        var (partition, open) = (OutboxTableNames.Partition(row.Account), OutboxTableNames.Open(row));
        // A merge keeps who added it.
        yield return row.IsOpen
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, entities[0], version.Tag)
            : new TableTransactionAction(TableTransactionActionType.UpdateMerge, entities[0]);
        foreach (var entity in entities.Skip(1))
        {
            yield return new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity);
        }

        if (!row.IsOpen)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, open), version.Tag);
        }

        for (var part = row.IsOpen ? entities.Count : 1; part < version.Parts; part++)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, OutboxTableNames.Part(open, part)));
        }
    }

    private static TableEntity ClaimEntity(AccountAddress account, string token) =>
        new(OutboxTableNames.Partition(account), OutboxTableNames.Claim) { { TokenName, token } };

    /// <summary>The tag under which a claim stands; null when it no longer does.</summary>
    private async Task<ETag?> ClaimTagAsync(WriterClaim claim, CancellationToken cancellationToken)
    {
        if (_claims.TryGetValue(claim.Account, out var known) && known.Token == claim.Token)
        {
            return known.Tag;
        }

        var partition = OutboxTableNames.Partition(claim.Account);
        var stands = await _table.FindAsync("Reading the claim on an account", partition, OutboxTableNames.Claim, cancellationToken).ConfigureAwait(false);
        return stands is not null && stands.TryGetValue(TokenName, out var token) && (token as string) == claim.Token ? stands.ETag : null;
    }
}
