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
/// Registered keys in the table <c>PublicKeys</c>, one partition per affiliate. Every operation is one request. A row that is not as this class writes it is a
/// <see cref="P8eStateException"/> (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TablePublicKeys : IPublicKeys
{
    private const string Reading = "Reading registered keys";

    /// <summary>Rows have up to 60 KiB in base64 and escapes, and an answer is read up to 64 MiB.</summary>
    private const int RowsPerPage = 500;

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TablePublicKeys(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(PublicKeyEntity.Table));
    }

    /// <inheritdoc/>
    public async Task<PublicKeyRow?> FindAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(reader);
        var entity = await _table.FindAsync(Reading, affiliate.ToString(), reader.ToString(), cancellationToken).ConfigureAwait(false);
        return entity is null ? null : PublicKeyEntity.Read(Reading, affiliate, entity);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PublicKeyRow> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        await foreach (var entity in _table.QueryAsync(Reading, $"PartitionKey eq {affiliate.ToString()}", RowsPerPage, select: null, cancellationToken).ConfigureAwait(false))
        {
            yield return PublicKeyEntity.Read(Reading, affiliate, entity);
        }
    }

    /// <inheritdoc/>
    public async Task<PublicKeyRow?> TryWriteAsync(PublicKeyRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        var entity = PublicKeyEntity.Write(row);
        var answer = await _table.TryAsync(
            "Registering a key",
            RowTable.Conflicts,
            table => row.Version is null
                ? table.AddEntityAsync(entity, cancellationToken)
                : table.UpdateEntityAsync(entity, new ETag(row.Version), TableUpdateMode.Replace, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return answer is null ? null : row with { Version = answer.Headers.ETag.GetValueOrDefault().ToString() };
    }
}
