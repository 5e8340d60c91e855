using P8e.Chain.Blocks;
using P8e.Chain.Following;
using P8e.Workflows.FollowChain;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.FollowChain;

public sealed class OrderedHandlersTests
{
    private static readonly FollowedBlock[] Blocks = [new(new BlockHeader(Submissions.ChainId, 20, "H20", "H19", DateTimeOffset.UnixEpoch, 0), [], [])];

    private readonly List<string> _calls = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_TwoHandlers_SecondStartsWhenTheFirstHasKeptTheBlocks()
    {
        var kept = new TaskCompletionSource();
        var run = new OrderedHandlers([new LambdaHandler("first", _calls, kept.Task), new LambdaHandler("second", _calls, Task.CompletedTask)]).HandleAsync(Blocks, Token);

        Assert.Equal(["first 20"], _calls);
        kept.SetResult();
        await run;
        Assert.Equal(["first 20", "second 20"], _calls);
    }

    [Fact]
    public async Task HandleAsync_FirstFails_SecondHearsNothing()
    {
        var failing = Task.FromException(new IOException("away"));

        await Assert.ThrowsAsync<IOException>(() =>
            new OrderedHandlers([new LambdaHandler("first", _calls, failing), new LambdaHandler("second", _calls, Task.CompletedTask)]).HandleAsync(Blocks, Token));

        Assert.Equal(["first 20"], _calls);
    }
}
