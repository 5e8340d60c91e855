using P8e.Devchain.Messages;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Signatures;

/// <summary>
/// Decides whether those who signed may do what a message asks for (provenance-chain 3.4). The letters are those of that section; E, about
/// contracts as signers, is left out: there are none here. One engine serves one message, so a grant is used once however often it helps.
/// </summary>
internal sealed class SignatureEngine(MessageContext context, string typeUrl, IReadOnlyList<string> signers)
{
    private readonly HashSet<string> _granted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _smartContracts = new(StringComparer.Ordinal);

    /// <summary>A: every address signed or has granted to a signer.</summary>
    internal void RequireSigned(IEnumerable<string> addresses) => MetadataCall.Refuse(MissingSignatures(addresses));

    /// <summary>A, as a text; null when none is missing.</summary>
    internal string? MissingSignatures(IEnumerable<string> addresses)
    {
        var missing = addresses.Distinct(StringComparer.Ordinal).Where(address => !SignedOrGranted(address)).ToArray();
        return missing.Length == 0 ? null : $"missing signature{Plural(missing.Length)}: {string.Join(", ", missing)}";
    }

    /// <summary>B: required parties signed, and the specification's roles are filled by available parties that signed.</summary>
    internal void RequireParties(IEnumerable<Party> required, IEnumerable<Party> available, IReadOnlyCollection<PartyType> roles)
    {
        var details = Details(required, available);
        foreach (var party in details)
        {
            party.Signed = signers.Contains(party.Address) || (party.Required && Grants(party.Address));
        }

        var missing = details.Where(party => party.Required && !party.Signed).Select(party => $"{party.Address} ({RoleCount.Name(party.Role)})").ToArray();
        MetadataCall.RefuseIf(missing.Length > 0, $"missing required signature{Plural(missing.Length)}: {string.Join(", ", missing)}");

        var unfilled = RoleCount.Fill(details, roles, party => party.Signed);
        unfilled = RoleCount.Fill(details, unfilled, party => !party.Signed && Grants(party.Address));
        MetadataCall.RefuseIf(unfilled.Count > 0, $"missing signers for roles required by spec: {RoleCount.Shortage(unfilled, roles, details)}");
    }

    /// <summary>B for those that must sign, where the specification is gone.</summary>
    internal void RequireRequired(IEnumerable<Party> parties) =>
        RequireSigned(parties.Where(party => !party.Optional).Select(party => party.Address));

    /// <summary>C: every role the specification asks for is among the parties.</summary>
    internal static void RequireRoles(IEnumerable<Party> parties, IReadOnlyCollection<PartyType> roles)
    {
        var details = parties.Select(party => new PartyDetails(party, usable: true)).ToArray();
        var missing = RoleCount.Fill(details, roles, _ => true);
        MetadataCall.RefuseIf(missing.Count > 0, $"missing roles required by spec: {RoleCount.Shortage(missing, roles, details)}");
    }

    /// <summary>D: contracts, and only contracts, have the role PROVENANCE.</summary>
    internal void RequireProvenanceRole(IEnumerable<Party> parties)
    {
        foreach (var party in parties)
        {
            var isContract = IsSmartContract(party.Address);
            MetadataCall.RefuseIf(
                isContract && party.Role != PartyType.Provenance,
                $"account \"{party.Address}\" is a smart contract but does not have the PROVENANCE role");
            MetadataCall.RefuseIf(
                !isContract && party.Role == PartyType.Provenance && context.Tx.Settings.FaithfulSmartContracts,
                $"account \"{party.Address}\" has role PROVENANCE but is not a smart contract");
        }
    }

    /// <summary>F: those who hold what is to be moved agree.</summary>
    internal void RequireValueOwners(IEnumerable<AccountAddress> existing, string proposed)
    {
        foreach (var owner in existing.Distinct())
        {
            var text = owner.ToString();
            var agrees = text == proposed || signers.Contains(text) || context.Keepers.Accounts.Find(owner)?.Marker is not null || Grants(text);
            MetadataCall.RefuseIf(!agrees, $"missing signature from existing value owner \"{text}\"");
        }
    }

    private bool SignedOrGranted(string address) => signers.Contains(address) || Grants(address);

    private bool Grants(string granter)
    {
        if (_granted.Contains(granter))
        {
            return true;
        }

        var addresses = context.Tx.Settings.Addresses;
        return addresses.TryParse(granter, out var from)
            && signers.Any(signer => GrantAliases.Of(typeUrl).Any(url => context.Keepers.Authz.TryUse(from, addresses.ParseSigner(signer), url)))
            && _granted.Add(granter);
    }

    private bool IsSmartContract(string address)
    {
        if (!context.Tx.Settings.FaithfulSmartContracts)
        {
            return false;
        }

        if (!_smartContracts.TryGetValue(address, out var known))
        {
            var account = context.Keepers.Accounts.Find(context.Tx.Settings.Addresses.Parse(address));
            known = account is { IsPlain: true, Base: { Sequence: 0, PubKey: null } };
            _smartContracts[address] = known;
        }

        return known;
    }

    private static List<PartyDetails> Details(IEnumerable<Party> required, IEnumerable<Party> available)
    {
        List<PartyDetails> details = [];
        foreach (var party in available.Where(party => !details.Any(known => known.Is(party))))
        {
            details.Add(new PartyDetails(party, usable: true));
        }

        foreach (var party in required.Where(party => !party.Optional))
        {
            if (details.Find(known => known.Is(party)) is not { } found)
            {
                found = new PartyDetails(party, usable: false);
                details.Add(found);
            }

            found.Required = true;
        }

        return details;
    }

    private static string Plural(int count) => count == 1 ? string.Empty : "s";
}
