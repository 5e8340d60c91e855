using P8e.Access.Ports;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Access;

/// <summary>Idempotency keys in the table <c>Access</c>, a partition for each affiliate.</summary>
public sealed class TableRequestKeys : IRequestKeys
{
    /// <summary>Follows the affiliate's name.</summary>
    internal const string PartitionEnd = "|keys";

    private const string Table = ApiKeyEntity.Table;
    private const string RequestName = "Request";
    private const string Doing = "Taking a request";

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableRequestKeys(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(Table));
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ClaimAsync(AffiliateName affiliate, string id, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentException.ThrowIfNullOrEmpty(id);
        var partition = affiliate + PartitionEnd;
        var entity = new TableEntity(partition, id) { { RequestName, request.ToArray() } };
        if (await _table.TryAsync(Doing, [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken).ConfigureAwait(false) is not null)
        {
            return request;
        }

        var first = await _table.FindAsync(Doing, partition, id, cancellationToken).ConfigureAwait(false);
        return first?.GetBinary(RequestName) ?? throw new P8eStateException(
            StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, $"{Doing}: the row of its idempotency key in table {Table} cannot be read. Use a fresh key.");
    }
}
