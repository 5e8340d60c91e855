using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Scopes;

/// <summary>Compares what a scope is with what it shall be (provenance-chain 3.6, WriteScope step 3).</summary>
internal static class ScopeChange
{
    /// <summary>Whether nothing but an existing value owner changes; then the owners need not agree.</summary>
    internal static bool IsValueOwnerOnly(Scope? existing, Scope proposed) =>
        existing is not null
        && existing.ValueOwnerAddress.Length > 0
        && existing.ValueOwnerAddress != proposed.ValueOwnerAddress
        && existing.SpecificationId.Equals(proposed.SpecificationId)
        && existing.RequirePartyRollup == proposed.RequirePartyRollup
        && existing.Owners.Count == proposed.Owners.Count
        && existing.Owners.ToHashSet().SetEquals(proposed.Owners)
        && existing.DataAccess.ToHashSet(StringComparer.Ordinal).SetEquals(proposed.DataAccess);
}
