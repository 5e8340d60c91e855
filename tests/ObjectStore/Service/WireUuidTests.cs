using P8e.ObjectStore.Service;

namespace P8e.ObjectStore.Tests.Service;

/// <summary>Recorded: ack-rules.</summary>
public sealed class WireUuidTests
{
    private const string Id = "065665e0-af51-4c09-97f0-0aa2b96e4780";

    [Theory]
    [InlineData(Id)]
    [InlineData("065665E0-AF51-4C09-97F0-0AA2B96E4780")]
    [InlineData("065665e0af514c0997f00aa2b96e4780")]
    [InlineData("{065665e0-af51-4c09-97f0-0aa2b96e4780}")]
    [InlineData("urn:uuid:065665e0-af51-4c09-97f0-0aa2b96e4780")]
    public void TryParse_EveryFormOfTheRecordedStore_IsTaken(string text)
    {
        Assert.True(WireUuid.TryParse(text, out var id));
        Assert.Equal(Guid.Parse(Id), id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(" 065665e0-af51-4c09-97f0-0aa2b96e4780")]
    [InlineData("065665e0-af51-4c09-97f0-0aa2b96e4780\n")]
    [InlineData("065665e0-af51-4c09-97f0-0aa2b96e478")]
    [InlineData("065665e0-af51-4c09-97f0-0aa2b96e47800")]
    [InlineData("065665e0_af51_4c09_97f0_0aa2b96e4780")]
    [InlineData("g65665e0-af51-4c09-97f0-0aa2b96e4780")]
    [InlineData("urn:uuid:{065665e0-af51-4c09-97f0-0aa2b96e4780}")]
    public void TryParse_AnythingElse_IsNot(string text) => Assert.False(WireUuid.TryParse(text, out _));
}
