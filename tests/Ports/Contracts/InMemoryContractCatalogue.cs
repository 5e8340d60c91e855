using System.Runtime.CompilerServices;
using P8e.Execution.Catalogue;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Contracts;

/// <summary>Published contracts in memory; every step is atomic.</summary>
public sealed class InMemoryContractCatalogue : IContractCatalogue
{
    private readonly Lock _gate = new();
    private readonly List<(AffiliateName Affiliate, PublishedContract Contract)> _contracts = [];

    /// <inheritdoc/>
    public Task AddAsync(AffiliateName affiliate, PublishedContract contract, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contract);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_contracts.Exists(known => known.Affiliate == affiliate && known.Contract.Specification.Equals(contract.Specification)))
            {
                _contracts.Add((affiliate, contract));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<PublishedContract?> FindLatestAsync(AffiliateName affiliate, string className, CancellationToken cancellationToken) =>
        LatestAsync(affiliate, contract => contract.ClassName == className);

    /// <inheritdoc/>
    public Task<PublishedContract?> FindAsync(AffiliateName affiliate, ObjectHash specification, CancellationToken cancellationToken) =>
        LatestAsync(affiliate, contract => contract.Specification.Equals(specification));

    /// <inheritdoc/>
    public Task<PublishedContract?> FindByPackageAsync(AffiliateName affiliate, ObjectHash package, CancellationToken cancellationToken) =>
        LatestAsync(affiliate, contract => contract.ContractPackage.Equals(package) || contract.RecordPackage.Equals(package));

    /// <inheritdoc/>
    public async IAsyncEnumerable<PublishedContract> ListAsync(AffiliateName affiliate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var contract in Of(affiliate))
        {
            yield return contract;
        }
    }

    private Task<PublishedContract?> LatestAsync(AffiliateName affiliate, Func<PublishedContract, bool> isMeant) =>
        Task.FromResult(Of(affiliate).Where(isMeant).OrderByDescending(contract => contract.Published).FirstOrDefault());

    private PublishedContract[] Of(AffiliateName affiliate)
    {
        lock (_gate)
        {
            return
            [
                .. _contracts.Where(known => known.Affiliate == affiliate).Select(known => known.Contract)
                    .OrderBy(contract => contract.ClassName, StringComparer.Ordinal).ThenByDescending(contract => contract.Published)
                    .ThenBy(contract => Convert.ToHexString(contract.Specification.Bytes.Span), StringComparer.Ordinal),
            ];
        }
    }
}
