using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Metadata.Values;

/// <summary>Moves scope coins to one new holder (provenance-chain 3.6, UpdateValueOwners).</summary>
internal static class ValueOwnerMove
{
    internal static void Run(IReadOnlyList<ScopeHolding> holdings, string proposed, MetadataCall call)
    {
        CheckLinks(holdings, proposed);
        call.Signatures.RequireValueOwners(holdings.Select(holding => holding.Holder!), proposed);
        var next = call.Accounts.Parse(proposed);
        try
        {
            if (call.Context.Keepers.Bank.IsBlocked(next))
            {
                throw SdkError.Unauthorized.Wrap($"new value owner {proposed} is not allowed to receive funds");
            }

            // In the order in which each holder first appears.
            foreach (var group in holdings.GroupBy(holding => holding.Holder!))
            {
                call.ValueOwners.Move(group.Key, next, group.Select(holding => holding.Scope), call.Agents);
            }
        }
        catch (ChainException fault)
        {
            throw fault.PlainAround("failure setting scope value owners: ");
        }
    }

    private static void CheckLinks(IReadOnlyList<ScopeHolding> holdings, string proposed)
    {
        MetadataCall.RefuseIf(holdings.Count == 0, "no scopes found");
        HashSet<Google.Protobuf.ByteString> seen = [];
        foreach (var holding in holdings)
        {
            var id = IdText.Text(holding.Scope);
            MetadataCall.RefuseIf(!seen.Add(holding.Scope), $"duplicate metadata address \"{id}\" not allowed");
            MetadataCall.RefuseIf(holding.Holder is null, $"no account address associated with metadata address \"{id}\"");
        }

        string[] already = [.. holdings.Where(holding => holding.Holder!.ToString() == proposed).Select(holding => IdText.Text(holding.Scope))];
        MetadataCall.RefuseIf(already.Length == 1, $"scope \"{already.FirstOrDefault()}\" already has the proposed value owner \"{proposed}\"");
        MetadataCall.RefuseIf(already.Length > 1, $"scopes {GoText.QuotedList(already)} already have the proposed value owner \"{proposed}\"");
    }
}
