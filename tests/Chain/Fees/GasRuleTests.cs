using P8e.Chain.Fees;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Fees;

public sealed class GasRuleTests
{
    [Theory]
    [InlineData(0UL, 60_000UL)]
    [InlineData(1UL, 60_002UL)]
    [InlineData(97_343UL, 176_812UL)]
    [InlineData(3_283_333UL, 4_000_000UL)]
    [InlineData(4_000_000UL, 4_000_000UL)]
    public void Limit_OfAnEstimate_IsTheRule(ulong estimated, ulong limit) => Assert.Equal(limit, GasRule.Limit(estimated, 33_333_333_334));

    [Theory]
    [InlineData(366_667UL, 1UL)]
    [InlineData(366_666UL, 1UL)]
    public void Limit_ThatWouldBeFiveHundredThousand_IsAnother(ulong estimated, ulong fee) => Assert.NotEqual(500_000UL, GasRule.Limit(estimated, fee));

    [Theory]
    [InlineData(1UL)]
    [InlineData(1_905UL)]
    [InlineData(9_525UL)]
    [InlineData(19_050UL)]
    public void Limit_ThatTheFeeWouldGiveAnotherMeaning_IsAnother(ulong price)
    {
        const ulong Plain = 180_000;

        Assert.Equal(Plain, GasRule.Limit(100_000, 7));
        Assert.Equal(Plain - 1, GasRule.Limit(100_000, (UInt128)Plain * price));
    }

    [Fact]
    public void Limit_EstimateAboveTheMaximum_IsRefused() =>
        Assert.Equal(ErrorCodes.ChainGasLimitExceeded, Assert.Throws<P8eInputException>(() => GasRule.Limit(4_000_001, 1)).Code);
}
