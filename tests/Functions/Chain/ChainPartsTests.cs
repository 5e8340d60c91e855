using P8e.Functions.Chain;
using P8e.Ports;

namespace P8e.Functions.Tests.Chain;

public sealed class ChainPartsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ThatIsNeverUpToDate_EndsItsTickInTime()
    {
        var clock = new ManualTimeProvider();
        var runs = 0;

        await ChainParts.RunAsync(
            _ =>
            {
                Assert.True(++runs < 100, "The tick has no end.");
                clock.Advance(ChainParts.TickMax / 4);
                return Task.FromResult(true);
            },
            clock,
            Token);

        Assert.Equal(4, runs);
    }

    [Fact]
    public async Task Run_WithNothingLeft_Ends()
    {
        var left = 3;

        await ChainParts.RunAsync(_ => Task.FromResult(--left > 0), new ManualTimeProvider(), Token);

        Assert.Equal(0, left);
    }
}
