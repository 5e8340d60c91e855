using Google.Protobuf;
using P8e.Devchain.Accounts;
using P8e.Devchain.Addresses;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Metadata;

/// <summary>A scope's value owner is whoever holds its one coin (provenance-chain 1.4, 3.1, 3.10).</summary>
internal sealed class ValueOwnerKeeper(Keepers keepers, AccountText addresses)
{
    private const string DenomPrefix = "nft/scope1";

    internal AccountAddress? Find(ByteString scope) => keepers.Bank.Holders(Denom(scope)).FirstOrDefault();

    /// <summary>The scopes an account is value owner of, in the order of their text.</summary>
    internal IEnumerable<ByteString> ScopesOf(AccountAddress owner) => keepers.Bank.Balances(owner, DenomPrefix)
        .Select(coin => IdText.TextFault(coin.Denom["nft/".Length..], out var id) is null ? id : ByteString.Empty)
        .Where(id => !id.IsEmpty);

    /// <summary>Mints the coin for its first owner or moves it to the next.</summary>
    internal void Set(ByteString scope, string owner, IReadOnlyList<AccountAddress> agents)
    {
        var next = addresses.Parse(owner);
        if (keepers.Bank.IsBlocked(next))
        {
            throw SdkError.Unauthorized.Wrap($"new value owner \"{owner}\" is not allowed to receive funds");
        }

        var current = Find(scope);
        if (next.Equals(current))
        {
            return;
        }

        var coins = Coins(scope);
        if (current is null)
        {
            current = ModuleAccount();
            keepers.Bank.Mint(current, coins);
        }

        Send(current, next, coins, agents, "coin");
    }

    /// <summary>Takes the coin back and burns it; nothing when there is none.</summary>
    internal void Remove(ByteString scope, IReadOnlyList<AccountAddress> agents)
    {
        if (Find(scope) is { } owner)
        {
            Send(owner, ModuleAccount(), Coins(scope), agents, "coin");
            keepers.Bank.Burn(ModuleAccount(), Coins(scope));
        }
    }

    /// <summary>Moves the coins of several scopes that one account holds.</summary>
    internal void Move(AccountAddress from, AccountAddress to, IEnumerable<ByteString> scopes, IReadOnlyList<AccountAddress> agents) =>
        Send(from, to, CoinSet.Of(scopes.Select(scope => new CoinAmount(Denom(scope), 1))), agents, "coins");

    private void Send(AccountAddress from, AccountAddress to, CoinSet coins, IReadOnlyList<AccountAddress> agents, string what)
    {
        try
        {
            keepers.Bank.Send(from, to, coins, agents);
        }
        catch (ChainException fault)
        {
            throw fault.PlainAround($"could not send scope {what} \"{coins}\" from {from} to {to}: ");
        }
    }

    private AccountAddress ModuleAccount() => keepers.Accounts.Module(ModuleNames.Metadata, "minter", "burner");

    private static CoinSet Coins(ByteString scope) => CoinSet.Of(new CoinAmount(Denom(scope), 1));

    private static string Denom(ByteString scope) => IdText.Address(scope).ToValueOwnerDenomination();
}
