using P8e.Devchain.Blocks;

namespace P8e.Devchain.Tests.Blocks;

public sealed class BlockProducerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(100);

    [Fact]
    public void Produce_WithTheClockSetBack_StillMovesOn()
    {
        var chain = RecordedChain.Start();
        var clock = new ManualClock(Start);
        var producer = new BlockProducer(chain, new Mempool(chain), clock);

        var genesis = producer.Produce();
        var first = producer.Produce();
        clock.Now = Start.AddHours(-1);
        var second = producer.Produce();

        Assert.Equal(ChainTime.Parse("2026-11-01T00:00:00Z"), genesis.Time);
        Assert.Equal(ChainTime.From(Start), first.Time);
        Assert.True(second.Time > first.Time);
        Assert.Equal(first.Height + 1, second.Height);
    }

    [Fact]
    public async Task RunAsync_EveryInterval_MakesABlockUntilCancelled()
    {
        var chain = RecordedChain.Start();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        List<long> heights = [];

        await new BlockProducer(chain, new Mempool(chain), TimeProvider.System).RunAsync(
            TimeSpan.FromMilliseconds(1),
            block =>
            {
                heights.Add(block.Height);
                if (heights.Count == 3)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token);

        Assert.Equal([1, 2, 3], heights);
    }

    private sealed class ManualClock(DateTimeOffset now) : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
