using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Node;

/// <summary>What publishing asks a node (gRPC, provenance-chain 2.13, 6.3). What the adapter cannot get is a <see cref="P8eTransientException"/>.</summary>
public interface ISpecificationQueries
{
    /// <summary>A contract specification with its record specifications; null when the chain has none under this address.</summary>
    /// <param name="address">Of a contract specification.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ChainSpecification?> FindContractSpecificationAsync(MetadataAddress address, CancellationToken cancellationToken);

    /// <summary>A scope specification with the contract specifications that it lists; null when the chain has none under this address.</summary>
    /// <param name="address">Of a scope specification.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ChainSpecification?> FindScopeSpecificationAsync(MetadataAddress address, CancellationToken cancellationToken);
}
