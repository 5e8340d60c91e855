using Azure;
using P8e.Access.Keys;
using P8e.Access.Ports;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Errors;

namespace P8e.Azure.Access;

/// <summary>
/// API keys in the table <c>Access</c>, all in one partition: a key may be for several affiliates. A row that is not as this class writes it is a <see cref="P8eStateException"/>
/// (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableApiKeys : IApiKeys
{
    private const string Reading = "Reading API keys";
    private const int RevokeTries = 3;

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableApiKeys(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(ApiKeyEntity.Table));
    }

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync(ApiKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var entity = ApiKeyEntity.Write(key);
        var added = await _table.TryAsync(
            "Making an API key", [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken).ConfigureAwait(false);
        // After a lost answer the pipeline's second try meets the row of its first.
        return added is not null || await FindAsync(key.Id, cancellationToken).ConfigureAwait(false) == key;
    }

    /// <inheritdoc/>
    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindEntityAsync(id, cancellationToken).ConfigureAwait(false) is { } entity ? ApiKeyEntity.Read(Reading, entity) : null;

    /// <inheritdoc/>
    public async Task<ApiKeyPage> ListAsync(string? after, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IApiKeys.PageItemsMaximum);
        List<ApiKey> items = [];
        // One more than asked for says whether there is a next page.
        await foreach (var entity in _table.QueryAsync(
            Reading, $"PartitionKey eq {ApiKeyEntity.Partition} and RowKey gt {after ?? string.Empty}", most + 1, select: null, cancellationToken).ConfigureAwait(false))
        {
            if (items.Count == most)
            {
                return new ApiKeyPage(items, items[^1].Id);
            }

            items.Add(ApiKeyEntity.Read(Reading, entity));
        }

        return new ApiKeyPage(items, null);
    }

    /// <inheritdoc/>
    public async Task<ApiKey?> RevokeAsync(string id, DateTimeOffset at, string by, CancellationToken cancellationToken)
    {
        const string Doing = "Revoking an API key";
        ArgumentException.ThrowIfNullOrEmpty(by);
        for (var attempt = 0; attempt < RevokeTries; attempt++)
        {
            if (await FindEntityAsync(id, cancellationToken).ConfigureAwait(false) is not { } entity)
            {
                return null;
            }

            var key = ApiKeyEntity.Read(Doing, entity);
            if (key.Revoked is not null)
            {
                return key;
            }

            var revoked = key with { Revoked = at, RevokedBy = by };
            if (await _table.TryAsync(Doing, RowTable.Conflicts, table => UpdateAsync(table, revoked, entity.ETag, cancellationToken), cancellationToken).ConfigureAwait(false) is not null)
            {
                return revoked;
            }
        }

        throw new P8eTransientException(ErrorCodes.StorageUnavailable, $"{Doing}: others keep changing it. Try again.");
    }

    private static Task<Response> UpdateAsync(TableClient table, ApiKey key, ETag tag, CancellationToken cancellationToken) =>
        table.UpdateEntityAsync(ApiKeyEntity.Write(key), tag, TableUpdateMode.Replace, cancellationToken);

    private Task<TableEntity?> FindEntityAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return _table.FindAsync(Reading, ApiKeyEntity.Partition, id, cancellationToken);
    }
}
