using P8e.Access.Affiliates;
using P8e.Access.Ports;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Access;

/// <summary>The affiliates of a deployment in the table <c>Affiliates</c>, all in one partition. Listing is one request; removing two.</summary>
public sealed class TableAffiliateRegistry : IAffiliateRegistry
{
    private const string Table = "Affiliates";
    private const string Partition = "all";
    private const string Listing = "Listing affiliates";
    private const string Removing = "Removing an affiliate";
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
    public async Task<bool> TryAddAsync(AffiliateEntry entry, CancellationToken cancellationToken)
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
        return await _table.TryAsync(
            "Adding an affiliate", [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AffiliateEntry>> ListAsync(CancellationToken cancellationToken)
    {
        List<AffiliateEntry> entries = [];
        await foreach (var entity in _table.QueryAsync(Listing, $"PartitionKey eq {Partition}", IAffiliateRegistry.EntriesMaximum, select: null, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(StoredRow.Read(Listing, Table, entity, Read));
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<bool> TryRemoveAsync(AffiliateName affiliate, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        if (await _table.FindAsync(Removing, Partition, affiliate.ToString(), cancellationToken).ConfigureAwait(false) is not { } entity)
        {
            return false;
        }

        if (entity.GetInt64(Removed) is null)
        {
            entity[Removed] = at.UtcTicks;
            // Who was faster has removed it too; nothing else ever changes a row.
            await _table.TryAsync(
                Removing, RowTable.Conflicts, table => table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static AffiliateEntry Read(TableEntity entity) => new(
        AffiliateName.Parse(entity.RowKey!), Text(entity, SigningKey), Text(entity, SigningPublicKey), Text(entity, EncryptionKey), Text(entity, EncryptionPublicKey), StoredRow.Time(entity, Added), Text(entity, AddedBy))
    {
        Removed = StoredRow.OptionalTime(entity, Removed),
    };

    private static string Text(TableEntity entity, string name) => entity.GetString(name) ?? throw new FormatException($"The value '{name}' is missing.");
}
