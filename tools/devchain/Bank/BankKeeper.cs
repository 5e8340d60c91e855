using System.Numerics;
using P8e.Devchain.Accounts;
using P8e.Devchain.Addresses;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Bank;

/// <summary>Balances, supply and sends (provenance-chain 3.10), with the events of 4.3.</summary>
internal sealed class BankKeeper(StateStore state, AccountKeeper accounts, AccountText addresses, EventLog events)
{
    private const byte SupplyPrefix = 0x00;
    private const byte BalancePrefix = 0x02;
    private const byte HolderPrefix = 0x03;

    /// <summary>Asked before every send that is not the chain's own (markers, provenance-chain 2.11).</summary>
    internal ISendRule? Rule { get; init; }

    internal BigInteger Balance(AccountAddress address, string denom) =>
        state.Get(BalanceKey(address, denom)) is { } stored ? new BigInteger(stored) : BigInteger.Zero;

    /// <summary>All balances of an account, in the order of the denominations.</summary>
    internal IEnumerable<CoinAmount> Balances(AccountAddress address, string denomPrefix = "")
    {
        var head = BalanceKey(address, string.Empty).Length;
        return state.Range(BalanceKey(address, denomPrefix))
            .Select(entry => new CoinAmount(System.Text.Encoding.UTF8.GetString(entry.Key.AsSpan(head)), new BigInteger(entry.Value)));
    }

    internal BigInteger Supply(string denom) =>
        state.Get(SupplyKey(denom)) is { } stored ? new BigInteger(stored) : BigInteger.Zero;

    /// <summary>Every denomination there is, in their order, with its supply.</summary>
    internal IEnumerable<CoinAmount> Supplies()
    {
        var prefix = SupplyKey(string.Empty);
        return state.Range(prefix)
            .Select(entry => new CoinAmount(System.Text.Encoding.UTF8.GetString(entry.Key.AsSpan(prefix.Length)), new BigInteger(entry.Value)));
    }

    /// <summary>Everyone who holds a denomination, in the order of the address bytes.</summary>
    internal IEnumerable<AccountAddress> Holders(string denom)
    {
        var prefix = HolderKey(denom, []);
        return state.Range(prefix).Select(entry => addresses.FromBytes(entry.Key.AsSpan(prefix.Length)));
    }

    internal bool IsBlocked(AccountAddress address) => addresses.IsBlocked(address);

    /// <summary>Moves coins; <paramref name="agents"/> are those on whose authority a marker may let them pass.</summary>
    internal void Send(AccountAddress from, AccountAddress to, CoinSet coins, IReadOnlyList<AccountAddress>? agents = null)
    {
        Rule?.Check(from, to, coins, agents ?? []);
        Move(from, to, coins);
    }

    /// <summary>Moves coins without asking anyone: what a module does itself.</summary>
    internal void Move(AccountAddress from, AccountAddress to, CoinSet coins)
    {
        // A node also looks for locked, held, quarantined and sanctioned coins, none of which exist here.
        state.Gas.Consume(GasCosts.SendChecks, "ReadFlat");
        Subtract(from, coins);
        Add(to, coins);
        accounts.CreateIfMissing(to);
        events.Add(ChainEvent.Legacy("transfer", ("recipient", to.ToString()), ("sender", from.ToString()), ("amount", coins.ToString())));
        events.Add(ChainEvent.Legacy("message", ("sender", from.ToString())));
    }

    internal void Mint(AccountAddress module, CoinSet coins)
    {
        Add(module, coins);
        ChangeSupply(coins, 1);
        events.Add(ChainEvent.Legacy("coinbase", ("minter", module.ToString()), ("amount", coins.ToString())));
    }

    internal void Burn(AccountAddress module, CoinSet coins)
    {
        Subtract(module, coins);
        ChangeSupply(coins, -1);
        events.Add(ChainEvent.Legacy("burn", ("burner", module.ToString()), ("amount", coins.ToString())));
    }

    /// <summary>Sets a balance at genesis, without events.</summary>
    internal void Endow(AccountAddress address, CoinSet coins)
    {
        foreach (var coin in coins.Coins)
        {
            SetBalance(address, coin.Denom, coin.Amount);
        }

        ChangeSupply(coins, 1);
    }

    private void Subtract(AccountAddress from, CoinSet coins)
    {
        foreach (var coin in coins.Coins)
        {
            var balance = Balance(from, coin.Denom);
            if (balance < coin.Amount)
            {
                throw SdkError.InsufficientFunds.Wrap($"spendable balance {balance}{coin.Denom} is smaller than {coin}");
            }

            SetBalance(from, coin.Denom, balance - coin.Amount);
        }

        events.Add(ChainEvent.Legacy("coin_spent", ("spender", from.ToString()), ("amount", coins.ToString())));
    }

    private void Add(AccountAddress to, CoinSet coins)
    {
        foreach (var coin in coins.Coins)
        {
            SetBalance(to, coin.Denom, Balance(to, coin.Denom) + coin.Amount);
        }

        events.Add(ChainEvent.Legacy("coin_received", ("receiver", to.ToString()), ("amount", coins.ToString())));
    }

    private void SetBalance(AccountAddress address, string denom, BigInteger amount)
    {
        var key = BalanceKey(address, denom);
        var holder = HolderKey(denom, address.Bytes.Span);
        if (amount.IsZero)
        {
            state.Delete(key);
            state.Delete(holder);
        }
        else
        {
            state.Set(key, amount.ToByteArray());
            state.Set(holder, []);
        }
    }

    private void ChangeSupply(CoinSet coins, int sign)
    {
        foreach (var coin in coins.Coins)
        {
            var supply = Supply(coin.Denom) + (sign * coin.Amount);
            if (supply.IsZero)
            {
                state.Delete(SupplyKey(coin.Denom));
            }
            else
            {
                state.Set(SupplyKey(coin.Denom), supply.ToByteArray());
            }
        }
    }

    private static byte[] SupplyKey(string denom) => StoreKey.Of(StoreKey.Bank, SupplyPrefix, StoreKey.Text(denom));

    private static byte[] BalanceKey(AccountAddress address, string denom) =>
        StoreKey.Of(StoreKey.Bank, BalancePrefix, StoreKey.Sized(address.Bytes.Span), StoreKey.Text(denom));

    // The zero byte ends the denomination, so that one that begins another is not taken for it.
    private static byte[] HolderKey(string denom, ReadOnlySpan<byte> address) =>
        StoreKey.Of(StoreKey.Bank, HolderPrefix, [.. StoreKey.Text(denom), 0], address);
}
