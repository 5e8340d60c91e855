using P8e.Execution.Sessions;
using P8e.Protocol.Dynamic;

namespace P8e.Execution.Catalogue;

/// <summary>A published contract with what its hashes name. Immutable.</summary>
/// <param name="Published">The catalogue's row.</param>
/// <param name="Specification">As published.</param>
/// <param name="Descriptors">Types of the records.</param>
public sealed record ContractEntry(PublishedContract Published, ContractSpecification Specification, DescriptorSet Descriptors);
