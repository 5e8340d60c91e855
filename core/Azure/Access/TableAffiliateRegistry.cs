using Azure;
using P8e.Access.Affiliates;
using P8e.Access.Ports;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Access;

/// <summary>The affiliates of a deployment in the table <c>Affiliates</c>, all in one partition: a row for each name and one for each key, written together. Adding and listing is one request, marking two.</summary>
public sealed class TableAffiliateRegistry : IAffiliateRegistry
{
    private const string Table = "Affiliates";
    private const string Partition = "all";
    private const string Listing = "Listing affiliates";
    private const string Adding = "Adding an affiliate";
    private const string Marking = "Marking an affiliate";

    /// <summary>Behind every name.</summary>
    private const string KeyPrefix = "~";
    private const string SigningKey = "SigningKey";
    private const string SigningPublicKey = "SigningPublicKey";
    private const string EncryptionKey = "EncryptionKey";
    private const string EncryptionPublicKey = "EncryptionPublicKey";
    private const string Added = "AddedTicks";
    private const string AddedBy = "AddedBy";
    private const string Removed = "RemovedTicks";

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableAffiliateRegistry(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(Table));
    }

    /// <inheritdoc/>
    public async Task<AffiliateAddition> AddAsync(AffiliateEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var entity = new TableEntity(Partition, entry.Name.ToString())
        {
            { SigningKey, entry.SigningKey },
            { SigningPublicKey, entry.SigningPublicKey },
            { EncryptionKey, entry.EncryptionKey },
            { EncryptionPublicKey, entry.EncryptionPublicKey },
            { Added, entry.Added.UtcTicks },
            { AddedBy, entry.AddedBy },
        };
        string[] keys = [.. new[] { entry.SigningPublicKey, entry.EncryptionPublicKey }.Distinct(StringComparer.Ordinal)];
        var outcome = await _table.SubmitAsync(
            Adding,
            [.. keys.Select(key => new TableEntity(Partition, KeyPrefix + key)).Prepend(entity).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))],
            cancellationToken).ConfigureAwait(false);
        if (outcome.Tags is not null)
        {
            return AffiliateAddition.Added;
        }

        var named = await _table.FindAsync(Adding, Partition, entry.Name.ToString(), cancellationToken).ConfigureAwait(false);
        // An answer may have been lost and the pipeline have met its own rows.
        return named is null ? AffiliateAddition.KeyTaken
            : StoredRow.Read(Adding, Table, named, Read) == entry ? AffiliateAddition.Added
            : AffiliateAddition.NameTaken;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AffiliateEntry>> ListAsync(CancellationToken cancellationToken)
    {
        List<AffiliateEntry> entries = [];
        await foreach (var entity in _table.QueryAsync(Listing, $"PartitionKey eq {Partition} and RowKey lt {KeyPrefix}", IAffiliateRegistry.EntriesMaximum, select: null, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(StoredRow.Read(Listing, Table, entity, Read));
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<bool> TryMarkAsync(AffiliateName affiliate, DateTimeOffset? removed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        if (await _table.FindAsync(Marking, Partition, affiliate.ToString(), cancellationToken).ConfigureAwait(false) is not { } entity)
        {
            return false;
        }

        entity[Removed] = removed?.UtcTicks ?? 0;
        // Of two who mark it at once the last one counts, as if they had come one after the other.
        await _table.RunAsync(Marking, table => table.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace, cancellationToken), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static AffiliateEntry Read(TableEntity entity) => new(
        AffiliateName.Parse(entity.RowKey!), Text(entity, SigningKey), Text(entity, SigningPublicKey), Text(entity, EncryptionKey), Text(entity, EncryptionPublicKey), StoredRow.Time(entity, Added), Text(entity, AddedBy))
    {
        Removed = entity.GetInt64(Removed) is null or 0 ? null : StoredRow.Time(entity, Removed),
    };

    private static string Text(TableEntity entity, string name) => entity.GetString(name) ?? throw new FormatException($"The value '{name}' is missing.");
}
