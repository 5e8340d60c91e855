using System.Collections.Immutable;
using System.Numerics;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Devchain.Bank;

/// <summary>Positive amounts of distinct denominations, sorted by denomination.</summary>
internal sealed class CoinSet
{
    internal static readonly CoinSet Empty = new([]);

    private CoinSet(ImmutableArray<CoinAmount> coins) => Coins = coins;

    internal ImmutableArray<CoinAmount> Coins { get; }

    internal bool IsEmpty => Coins.IsEmpty;

    internal static CoinSet Of(params IEnumerable<CoinAmount> coins) => new(
        [.. coins.GroupBy(coin => coin.Denom, StringComparer.Ordinal)
            .Select(group => new CoinAmount(group.Key, group.Aggregate(BigInteger.Zero, (sum, coin) => sum + coin.Amount)))
            .Where(coin => coin.Amount.Sign > 0)
            .OrderBy(coin => coin.Denom, StringComparer.Ordinal)]);

    internal static CoinSet FromProto(IEnumerable<Coin> coins) => Of(coins.Select(coin => new CoinAmount(coin.Denom, CoinText.Amount(coin))));

    /// <summary>Whether a list as sent is one: sorted, distinct, valid denominations, positive amounts.</summary>
    internal static bool IsValid(IReadOnlyList<Coin> coins) =>
        coins.All(coin => CoinText.IsDenom(coin.Denom) && CoinText.Amount(coin).Sign > 0)
        && coins.Zip(coins.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Denom, pair.Second.Denom) < 0);

    /// <summary>A list as sent, as the node prints it.</summary>
    internal static string Text(IEnumerable<Coin> coins) => string.Join(",", coins.Select(coin => $"{CoinText.Amount(coin)}{coin.Denom}"));

    internal BigInteger AmountOf(string denom) => Coins.FirstOrDefault(coin => coin.Denom == denom).Amount;

    internal CoinSet Plus(CoinSet other) =>
        IsEmpty ? other
        : other.IsEmpty ? this
        : Coins.Length == 1 && other.Coins.Length == 1 && Coins[0].Denom == other.Coins[0].Denom
            ? new CoinSet([Coins[0] with { Amount = Coins[0].Amount + other.Coins[0].Amount }])
            : Of(Coins.Concat(other.Coins));

    /// <summary>What is left when others are taken away; denominations that others have more of are left out.</summary>
    internal CoinSet Minus(CoinSet other) => Of(Coins.Select(coin => coin with { Amount = coin.Amount - other.AmountOf(coin.Denom) }));

    /// <summary>The smaller amount of every denomination.</summary>
    internal CoinSet Min(CoinSet other) => Of(Coins.Select(coin => coin with { Amount = BigInteger.Min(coin.Amount, other.AmountOf(coin.Denom)) }));

    public override string ToString() => string.Join(",", Coins);
}
