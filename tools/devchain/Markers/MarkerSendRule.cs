using P8e.Devchain.Accounts;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Sends out of markers, into restricted ones, and of restricted coins (provenance-chain 2.11).</summary>
internal sealed class MarkerSendRule(AccountKeeper accounts, string prefix) : ISendRule
{
    public void Check(AccountAddress from, AccountAddress to, CoinSet coins, IReadOnlyList<AccountAddress> agents)
    {
        if (accounts.Find(from)?.Marker is { } source)
        {
            if (agents.Count == 0)
            {
                throw ChainException.Plain($"cannot withdraw from marker account {from} ({source.Denom})");
            }

            RequireOne(source, agents, Access.Withdraw);
        }

        if (accounts.Find(to)?.Marker is { } target && (target.MarkerType == MarkerType.Restricted || target.RequireDepositAccess))
        {
            RequireOne(target, agents.Count == 0 ? [from] : agents, Access.Deposit);
        }

        foreach (var coin in coins.Coins)
        {
            CheckRestricted(coin.Denom, from, agents);
        }
    }

    private void CheckRestricted(string denom, AccountAddress from, IReadOnlyList<AccountAddress> agents)
    {
        var marker = accounts.Find(AccountAddress.ForMarker(prefix, denom))?.Marker;
        if (marker?.MarkerType == MarkerType.Restricted
            && !agents.Append(from).Any(address => MarkerKeeper.Allows(marker, address.ToString(), Access.Transfer)))
        {
            throw ChainException.Plain($"{from} does not have transfer permissions for {denom}");
        }
    }

    private static void RequireOne(MarkerAccount marker, IReadOnlyList<AccountAddress> candidates, Access access)
    {
        if (!candidates.Any(candidate => MarkerKeeper.Allows(marker, candidate.ToString(), access)))
        {
            throw ChainException.Plain(MarkerKeeper.Lacks(marker, candidates[0].ToString(), access));
        }
    }
}
