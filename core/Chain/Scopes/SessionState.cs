using P8e.Protocol.Identifiers;

namespace P8e.Chain.Scopes;

/// <summary>A session as it stands on the chain (provenance-chain 2.2). Lengths as of <see cref="ScopeState"/>.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Specification">Its contract specification.</param>
/// <param name="Name">The contract's class name; the chain keeps an empty one as it is (provenance-chain 3.7).</param>
/// <param name="Parties">Its parties with their roles.</param>
public sealed record SessionState(MetadataAddress Address, MetadataAddress Specification, string Name, IReadOnlyList<ScopeParty> Parties);
