using P8e.Devchain.Transactions;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Signatures;

/// <summary>Puts parties to the roles that a specification asks for (provenance-chain 3.4 B.3, C).</summary>
internal static class RoleCount
{
    /// <summary>The role without its prefix, as texts name it.</summary>
    internal static string Name(PartyType role) => FullName(role) is { } name && name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : FullName(role);

    internal static string FullName(PartyType role) => GoText.EnumName(SpecificationReflection.Descriptor, role);

    /// <summary>Marks a party as used for every role it can be found for; gives the roles left over.</summary>
    internal static IReadOnlyList<PartyType> Fill(IReadOnlyList<PartyDetails> parties, IEnumerable<PartyType> roles, Func<PartyDetails, bool> fits)
    {
        List<PartyType> missing = [];
        foreach (var role in roles)
        {
            if (parties.FirstOrDefault(party => party.Usable && !party.Used && party.Role == role && fits(party)) is { } party)
            {
                party.Used = true;
            }
            else
            {
                missing.Add(role);
            }
        }

        return missing;
    }

    /// <summary><c>OWNER need 2 have 1, …</c> for the roles that are short, by role number.</summary>
    internal static string Shortage(IEnumerable<PartyType> missing, IReadOnlyCollection<PartyType> roles, IEnumerable<PartyDetails> parties) =>
        string.Join(", ", missing.Distinct().Order().Select(role =>
            $"{Name(role)} need {roles.Count(needed => needed == role)} have {parties.Count(party => party.Used && party.Role == role)}"));

    private const string Prefix = "PARTY_TYPE_";
}
