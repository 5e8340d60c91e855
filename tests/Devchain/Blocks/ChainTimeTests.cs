using P8e.Devchain.Blocks;

namespace P8e.Devchain.Tests.Blocks;

public sealed class ChainTimeTests
{
    [Theory]
    [InlineData("2026-11-21T06:52:25.367893197Z", "2026-11-21 06:52:25.367893197 +0000 UTC")]
    [InlineData("2026-11-21T06:52:25.36Z", "2026-11-21 06:52:25.36 +0000 UTC")]
    [InlineData("2026-11-21T06:52:25Z", "2026-11-21 06:52:25 +0000 UTC")]
    public void Parse_Rfc3339_PrintsBothWays(string text, string goText)
    {
        var time = ChainTime.Parse(text);

        Assert.Equal(text, time.ToString());
        Assert.Equal(goText, time.ToGoText());
    }

    [Fact]
    public void Plus_OverTheEndOfASecond_Carries() =>
        Assert.Equal(new ChainTime(11, 100), new ChainTime(10, 999_999_900).Plus(TimeSpan.FromTicks(2)));

    [Fact]
    public void From_DateTimeOffset_KeepsItsTicks() =>
        Assert.Equal("2026-11-21T06:52:25.1234567Z", ChainTime.From(DateTimeOffset.Parse("2026-11-21T06:52:25.1234567+00:00", null)).ToString());
}
