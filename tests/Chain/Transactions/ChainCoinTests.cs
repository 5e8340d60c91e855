using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Transactions;

public sealed class ChainCoinTests
{
    [Theory]
    [InlineData("0nhash")]
    [InlineData("33333333334nhash")]
    [InlineData("340282366920938463463374607431768211456nhash")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935nhash")]
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
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936nhash")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000000000000000001nhash")]
    public void Parse_AnythingElse_IsRefused(string text) =>
        Assert.Equal(ErrorCodes.ChainCoinInvalid, (Record.Exception(() => ChainCoin.Parse(text)) as P8eInputException)?.Code);

    [Fact]
    public void Constructor_NoAmount_IsRefused() =>
        Assert.Equal(ErrorCodes.ChainCoinInvalid, Assert.Throws<P8eInputException>(() => new ChainCoin(ChainCoin.FeeDenomination, -1)).Code);

    [Theory]
    [InlineData("ab")]
    [InlineData("1ab")]
    [InlineData("a b")]
    [InlineData("aé1")]
    public void Constructor_NoDenomination_IsRefused(string denomination) =>
        Assert.Equal(ErrorCodes.ChainCoinInvalid, Assert.Throws<P8eInputException>(() => new ChainCoin(denomination, 1)).Code);
}
