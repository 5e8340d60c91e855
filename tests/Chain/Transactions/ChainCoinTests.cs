using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Transactions;

public sealed class ChainCoinTests
{
    [Theory]
    [InlineData("0nhash")]
    [InlineData("33333333334nhash")]
    [InlineData("340282366920938463463374607431768211455nhash")]
    [InlineData("1nft/scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel")]
    [InlineData("7a:B._-/9")]
    public void Parse_OwnText_GivesItBack(string text) => Assert.Equal(text, ChainCoin.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("nhash")]
    [InlineData("12")]
    [InlineData("-1nhash")]
    [InlineData("+1nhash")]
    [InlineData("1.5nhash")]
    [InlineData(" 1nhash")]
    [InlineData("1nhash ")]
    [InlineData("1nhash,2nhash")]
    [InlineData("340282366920938463463374607431768211456nhash")]
    [InlineData("00000000000000000000000000000000000000001nhash")]
    public void Parse_AnythingElse_IsRefused(string text) =>
        Assert.Equal(ErrorCodes.ChainCoinInvalid, (Record.Exception(() => ChainCoin.Parse(text)) as P8eInputException)?.Code);

    [Theory]
    [InlineData("ab")]
    [InlineData("1ab")]
    [InlineData("a b")]
    [InlineData("aé1")]
    public void Constructor_NoDenomination_IsRefused(string denomination) =>
        Assert.Equal(ErrorCodes.ChainCoinInvalid, Assert.Throws<P8eInputException>(() => new ChainCoin(denomination, 1)).Code);
}
