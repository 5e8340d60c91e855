using P8e.Protocol.Identifiers;

namespace P8e.Chain.Scopes;

/// <summary>A scope as it stands on the chain (provenance-chain 2.2). Texts have at most 1,000 characters, all of them together 32,768.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Specification">Its scope specification.</param>
/// <param name="Owners">Its owners with their roles.</param>
/// <param name="DataAccess">Further accounts that may see its data, bech32.</param>
/// <param name="ValueOwner">Who holds the scope's coin, bech32; null when nobody does.</param>
/// <param name="RequiresPartyRollup">Whether the parties of its sessions must be among its owners.</param>
public sealed record ScopeState(
    MetadataAddress Address,
    MetadataAddress Specification,
    IReadOnlyList<ScopeParty> Owners,
    IReadOnlyList<string> DataAccess,
    string? ValueOwner,
    bool RequiresPartyRollup);
