using P8e.Execution.Sessions;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Publishing;

/// <summary>A contract of a package that is being published.</summary>
/// <param name="Specification">Made of what the sandbox read.</param>
/// <param name="Bytes">The specification's bytes: they are stored under its hash.</param>
/// <param name="ScopeSpecifications">The scope specifications that are to allow it, in declared order; at least one.</param>
public sealed record PublishableContract(ContractSpecification Specification, ReadOnlyMemory<byte> Bytes, IReadOnlyList<MetadataAddress> ScopeSpecifications)
{
    /// <summary>Address of the contract specification on the chain.</summary>
    public MetadataAddress Address { get; } = MetadataAddress.ForContractSpecification(Uuid.FromBytes(Specification.Hash.Bytes.Span));
}
