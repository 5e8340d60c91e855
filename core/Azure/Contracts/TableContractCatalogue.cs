using System.Runtime.CompilerServices;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Execution.Catalogue;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Contracts;

/// <summary>
/// The published contracts in the table <c>Contracts</c>, one partition per affiliate. Rows are never changed; all rows of a contract are added in one transaction. A row that is not as this class
/// writes it is a <see cref="P8eStateException"/> (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableContractCatalogue : IContractCatalogue
{
    private const string Reading = "Reading the contracts";
    private const int RowsPerPage = 500;

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableContractCatalogue(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(ContractTableNames.Table));
    }

    /// <inheritdoc/>
    public Task AddAsync(AffiliateName affiliate, PublishedContract contract, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(contract);
        var partition = ContractTableNames.Partition(affiliate);
        // Refused as a whole when the specification's row is there, be it from an earlier publication or from a try whose answer was lost.
        return _table.SubmitAsync(
            "Adding a contract",
            [.. ContractTableNames.Rows(contract).Select(row => new TableTransactionAction(TableTransactionActionType.Add, ContractEntity.Write(partition, row, contract)))],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PublishedContract?> FindLatestAsync(AffiliateName affiliate, string className, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(className);
        return FirstAsync(affiliate, ContractTableNames.Name(className), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PublishedContract?> FindAsync(AffiliateName affiliate, ObjectHash specification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(specification);
        var entity = await _table.FindAsync(
            Reading, ContractTableNames.Partition(affiliate), ContractTableNames.Specification(specification), cancellationToken).ConfigureAwait(false);
        return entity is null ? null : ContractEntity.Read(entity);
    }

    /// <inheritdoc/>
    public Task<PublishedContract?> FindByPackageAsync(AffiliateName affiliate, ObjectHash package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        return FirstAsync(affiliate, ContractTableNames.Package(package), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PublishedContract> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        var rows = Between(affiliate, ContractTableNames.FirstName, ContractTableNames.AfterNames, RowsPerPage, cancellationToken);
        await foreach (var entity in rows.ConfigureAwait(false))
        {
            yield return ContractEntity.Read(entity);
        }
    }

    private async Task<PublishedContract?> FirstAsync(AffiliateName affiliate, string beginning, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        await foreach (var entity in Between(affiliate, beginning, ContractTableNames.After(beginning), pageSize: 1, cancellationToken).ConfigureAwait(false))
        {
            return ContractEntity.Read(entity);
        }

        return null;
    }

    private IAsyncEnumerable<TableEntity> Between(AffiliateName affiliate, string first, string after, int pageSize, CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey eq {ContractTableNames.Partition(affiliate)} and RowKey ge {first} and RowKey lt {after}";
        return _table.QueryAsync(Reading, filter, pageSize, select: null, cancellationToken);
    }
}
