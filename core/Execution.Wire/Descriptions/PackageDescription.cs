namespace P8e.Execution.Wire.Descriptions;

/// <summary>What a package declares: the data of its specifications, without hashes, which only the caller knows (p8e-sdk 2.4).</summary>
/// <param name="Contracts">The contracts, ordinal by class name.</param>
/// <param name="ScopeSpecifications">The scope specifications, ordinal by name.</param>
/// <param name="DescriptorFiles">Serialised FileDescriptorProto of every file of the record messages and their imports, imports first.</param>
public sealed record PackageDescription(
    IReadOnlyList<ContractDescription> Contracts,
    IReadOnlyList<ScopeSpecificationDescription> ScopeSpecifications,
    IReadOnlyList<ReadOnlyMemory<byte>> DescriptorFiles);
