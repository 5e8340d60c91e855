using P8e.Chain.Submission;
using P8e.Chain.Tests.Support;

namespace P8e.Chain.Tests.Submission;

/// <summary>A writer beside a follower: what the follower has not seen is not settled.</summary>
public sealed class OutboxWriterSettlingTests
{
    private readonly WriterScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_BlockAboveTheGivenHeight_LeavesTheRowWaiting()
    {
        await _scene.AddAsync("a");
        await _scene.RunAsync();
        _scene.Node.ProduceBlock();

        var before = await _scene.Writer.RunAsync(10, Token);
        var state = (await _scene.RowAsync("a")).State;
        var after = await _scene.Writer.RunAsync(11, Token);

        Assert.Empty(before.Finished);
        Assert.Equal(OutboxState.Waiting, state);
        Assert.Equal([await _scene.RowAsync("a")], after.Finished);
        Assert.Equal(new OutboxOutcome(11, 0, null, null), after.Finished[0].Outcome);
    }

    [Fact]
    public async Task RunAsync_ExpiredButNotFollowed_IsNotSignedAgain()
    {
        await _scene.AddAsync("a");
        await _scene.Writer.RunAsync(10, Token);
        _scene.Node.ProduceBlock();
        _scene.Node.ProduceBlocks(20);

        await _scene.Writer.RunAsync(10, Token);
        await _scene.Writer.RunAsync(10, Token);

        Assert.Equal(1, _scene.Key.Signatures);
        Assert.Equal(1, (await _scene.Writer.RunAsync(31, Token)).Committed);
        Assert.Equal(1, _scene.PaidFor("a"));
    }
}
