namespace P8e.Chain.Scopes;

/// <summary>An owner of a scope or a party of a session.</summary>
/// <param name="Address">Its account, bech32 in lower case.</param>
/// <param name="Role">The role's simple name, for example <c>OWNER</c> (provenance-chain 2.1); a number when the chain has one we do not know.</param>
/// <param name="IsOptional">Whether its signature may be missing.</param>
public sealed record ScopeParty(string Address, string Role, bool IsOptional);
