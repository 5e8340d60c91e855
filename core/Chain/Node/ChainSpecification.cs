using P8e.Protocol.Identifiers;

namespace P8e.Chain.Node;

/// <summary>A contract or scope specification as the chain has it.</summary>
/// <param name="Owners">Addresses of its owners.</param>
/// <param name="Parts">Of a contract specification its record specifications, of a scope specification the contract specifications that it lists.</param>
public sealed record ChainSpecification(IReadOnlyList<string> Owners, IReadOnlyList<MetadataAddress> Parts);
