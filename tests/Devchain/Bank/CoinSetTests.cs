using FsCheck;
using FsCheck.Fluent;
using P8e.Devchain.Bank;

namespace P8e.Devchain.Tests.Bank;

public sealed class CoinSetTests
{
    private static readonly Arbitrary<CoinSet> Sets =
        (from amounts in Gen.Choose(0, 5).ListOf(4)
         select CoinSet.Of(amounts.Select((amount, i) => new CoinAmount($"coin{i}", amount)))).ToArbitrary();

    [Fact]
    public void PlusThenMinus_AnySets_GivesTheFirstBack() => Prop.ForAll(Sets, Sets, (first, second) =>
        first.Plus(second).Minus(second).ToString() == first.ToString()).QuickCheckThrowOnFailure();

    [Fact]
    public void Minus_AnySets_LeavesWhatTheSmallerOfBothLeaves() => Prop.ForAll(Sets, Sets, (first, second) =>
        first.Minus(second).Plus(first.Min(second)).ToString() == first.ToString()).QuickCheckThrowOnFailure();

    [Fact]
    public void ToString_OfSeveral_IsSortedByDenomination() =>
        Assert.Equal("2nft/scope1x,5nhash", CoinSet.Of(new CoinAmount("nhash", 5), new CoinAmount("nft/scope1x", 2)).ToString());
}
