using P8e.Protocol.Identifiers;

namespace P8e.Execution.Catalogue;

/// <summary>
/// A contract as published: where its specification, its package and the descriptors of its records lie (design 8). All hashes name objects that the affiliate can read. Immutable.
/// </summary>
public sealed record PublishedContract
{
    /// <summary>Wire name of the contract class, at most <see cref="ExecutionLimits.NameCharactersMax"/> characters.</summary>
    public required string ClassName { get; init; }

    /// <summary>First 16 bytes of the specification's SHA-256 (p8e-sdk 8.2).</summary>
    public required ObjectHash Specification { get; init; }

    /// <summary>Address of the contract specification on the chain: made of <see cref="Specification"/>.</summary>
    public MetadataAddress Address => MetadataAddress.ForContractSpecification(Uuid.FromBytes(Specification.Bytes.Span));

    /// <summary>The scope specifications that allow this contract, in declared order; at least one.</summary>
    public required IReadOnlyList<MetadataAddress> ScopeSpecifications { get; init; }

    /// <summary>SHA-256 of the contract assembly.</summary>
    public required ObjectHash ContractPackage { get; init; }

    /// <summary>SHA-256 of the record assembly.</summary>
    public required ObjectHash RecordPackage { get; init; }

    /// <summary>SHA-256 of the FileDescriptorSet of the records.</summary>
    public required ObjectHash Descriptors { get; init; }

    /// <summary>When it was published here, UTC.</summary>
    public required DateTimeOffset Published { get; init; }
}
