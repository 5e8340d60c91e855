using P8e.Devchain.Addresses;
using P8e.Devchain.Metadata.Signatures;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of lists of parties (provenance-chain 3.3). Every method gives null, or the node's words.</summary>
internal static class PartyRules
{
    internal const string OptionalNeedsRollup = "parties can only be optional when require_party_rollup = true";

    internal static string? Fault(IReadOnlyList<Party> parties, AccountText accounts)
    {
        if (parties.Count == 0)
        {
            return "at least one party is required";
        }

        return parties.Select(party => Fault(party, accounts)).FirstOrDefault(fault => fault is not null) ?? DuplicateFault(parties);
    }

    internal static bool HasForbiddenOption(IEnumerable<Party> parties, bool rollup) => !rollup && parties.Any(party => party.Optional);

    private static string? Fault(Party party, AccountText accounts) =>
        party.Address.Length == 0 ? "missing party address"
        : accounts.Fault(party.Address) is { } fault ? $"invalid party address [{party.Address}]: {fault}"
        : party.Role == PartyType.Unspecified || !Enum.IsDefined(party.Role) ? $"invalid party type for party {party.Address}"
        : null;

    private static string? DuplicateFault(IReadOnlyList<Party> parties)
    {
        for (var i = 0; i < parties.Count - 1; i++)
        {
            for (var j = i + 1; j < parties.Count; j++)
            {
                if (parties[i].Address == parties[j].Address && parties[i].Role == parties[j].Role)
                {
                    return $"duplicate parties not allowed: address = {parties[i].Address}, role = {RoleCount.Name(parties[i].Role)}, indexes: {i}, {j}";
                }
            }
        }

        return null;
    }
}
