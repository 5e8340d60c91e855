using P8e.Chain.Following;
using P8e.Chain.Tests.Support;
using P8e.Ports.Chain;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Tests.Following;

public sealed class BlockFollowerTests
{
    private const string Name = "index";
    private readonly ScriptedChain _chain = new();
    private readonly InMemoryCursorStore _cursors = new();
    private readonly CollectingHandler _handler = new();
    private readonly ChainOptions _options = new() { ChainId = Samples.ChainId };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_WholeChain_GivesEveryBlockOnceAndWritesTheCursorOncePerBatch()
    {
        Assert.Equal(Report(50, 50, 50), await RunAsync());
        Assert.Equal(Report(0, 50, 50), await RunAsync());

        AssertComplete(50);
        Assert.Equal((3, 3L), (_handler.Calls, _cursors.Moves));
    }

    [Fact]
    public async Task RunAsync_LimitedRun_GoesOnInTheNext()
    {
        _options.FollowBlocksPerRun = 30;
        _options.FollowFromHeight = 5;

        Assert.Equal(Report(30, 34, 50), await RunAsync());
        Assert.Equal(Report(16, 50, 50), await RunAsync());

        Assert.Equal(Enumerable.Range(5, 46).Select(height => (long)height), _handler.Blocks.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_HandlerFails_LeavesTheCursorAndRepeats(bool before)
    {
        _handler.Around = now => _ = now == before && _handler.Calls == 2 ? throw ScriptedChain.Unavailable() : 0;
        await Assert.ThrowsAsync<P8eTransientException>(RunAsync);
        Assert.Equal(20, (await _cursors.FindAsync(Name, Token))!.Height);

        Assert.Equal(30, (await RunAsync()).Handled);

        AssertComplete(50);
    }

    [Fact]
    public async Task RunAsync_AnotherChain_HandlesNothing()
    {
        _chain.ChainId = "pio-mainnet-1";

        Assert.Equal(ErrorCodes.ChainWrongChain, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
        Assert.Empty(_handler.Blocks);
    }

    [Fact]
    public async Task RunAsync_HeaderOfAnotherChain_HandlesNothing()
    {
        _chain.Headers = headers => [.. headers.Select(header => header with { ChainId = "pio-mainnet-1" })];

        Assert.Equal(ErrorCodes.ChainWrongChain, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
        Assert.Empty(_handler.Blocks);
    }

    [Fact]
    public async Task RunAsync_CursorOfAnotherChain_HandlesNothing()
    {
        await _cursors.TryMoveAsync(Name, new FollowCursor("pio-mainnet-1", 7, "", null), Token);

        Assert.Equal(ErrorCodes.ChainWrongChain, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
        Assert.Empty(_handler.Blocks);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(20, 0)]
    [InlineData(20, 5)]
    public async Task RunAsync_ChainRolledBackAndGrownAgain_StopsEveryTime(int rollback, int growth)
    {
        await RunAsync();
        _chain.ForkedFrom = 50 - rollback + 1;
        _chain.Height = 50 + growth;

        for (var run = 0; run < 2; run++)
        {
            Assert.Equal(ErrorCodes.ChainContradiction, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
        }

        Assert.Equal(50, (await _cursors.FindAsync(Name, Token))!.Height);
        AssertComplete(50);
    }

    [Fact]
    public async Task RunAsync_BrokenLinkInsideABatch_Stops()
    {
        _chain.Headers = headers => [.. headers.Select(header => header.Height == 7 ? header with { ParentHash = new string('B', 64) } : header)];

        Assert.Equal(ErrorCodes.ChainContradiction, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
        Assert.Empty(_handler.Blocks);
    }

    [Fact]
    public async Task RunAsync_NodeBehind_WaitsForIt()
    {
        await RunAsync();
        _chain.Height = 45;
        Assert.Equal(ErrorCodes.ChainNodeUnavailable, (await Assert.ThrowsAsync<P8eTransientException>(RunAsync)).Code);
        _chain.Height = 55;

        Assert.Equal(5, (await RunAsync()).Handled);
        AssertComplete(55);
    }

    [Fact]
    public async Task RunAsync_BlocksPruned_Stops()
    {
        _chain.EarliestHeight = 2;

        Assert.Equal(ErrorCodes.ChainBlocksPruned, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
    }

    [Fact]
    public async Task RunAsync_ResultsOfTheNewestMissing_HandlesTheOthersFirst()
    {
        _chain.Results = results => results.Height == 50 ? null : results;
        await Assert.ThrowsAsync<P8eTransientException>(RunAsync);
        AssertComplete(49);
        _chain.Results = results => results;

        Assert.Equal(1, (await RunAsync()).Handled);
        AssertComplete(50);
    }

    [Theory]
    [InlineData("gap")]
    [InlineData("twice")]
    [InlineData("reordered")]
    [InlineData("fewer")]
    [InlineData("other block")]
    [InlineData("other transactions")]
    [InlineData("partial results")]
    [InlineData("results of another height")]
    public async Task RunAsync_AnswersThatDoNotFit_HandlesNothingAndRecovers(string fault)
    {
        _chain.Headers = headers => fault switch
        {
            "gap" => [.. headers.Where(header => header.Height != 3), headers[^1] with { Height = headers[^1].Height + 1 }],
            "twice" => [headers[0], .. headers.SkipLast(1)],
            "reordered" => [.. headers.Reverse()],
            "fewer" => [.. headers.SkipLast(1)],
            _ => headers,
        };
        _chain.Blocks = block => fault switch
        {
            "other block" => block with { Header = block.Header with { Hash = new string('C', 64) } },
            "other transactions" => block with { Transactions = [.. block.Transactions.SkipLast(1)] },
            _ => block,
        };
        _chain.Results = results => fault switch
        {
            "partial results" => results with { Transactions = [.. results.Transactions.SkipLast(1)] },
            "results of another height" => results with { Height = results.Height + 1 },
            _ => results,
        };
        Assert.IsType<P8eTransientException>(await Record.ExceptionAsync(RunAsync));
        Assert.Empty(_handler.Blocks);
        (_chain.Headers, _chain.Blocks, _chain.Results) = (headers => headers, block => block, results => results);

        await RunAsync();

        AssertComplete(50);
    }

    [Fact]
    public async Task RunAsync_SecondFollowerOfTheName_Stops()
    {
        _handler.Around = now =>
        {
            if (!now)
            {
                _ = _cursors.TryMoveAsync(Name, new FollowCursor(Samples.ChainId, 1, "", null), Token);
            }
        };

        Assert.Equal(ErrorCodes.ChainCursorConflict, (await Assert.ThrowsAsync<P8eStateException>(RunAsync)).Code);
    }

    /// <summary>100,000 events and faults everywhere: what was handled in the end is what is on the chain (reliability R19).</summary>
    [Fact]
    public async Task RunAsync_FaultsEverywhere_MissesNothing()
    {
        const int Height = 100_000;
        var random = new Random(20260131);
        _chain.Height = Height;
        _options.FollowBlocksPerRun = 100_000;
        _chain.Before = () => _ = random.Next(200) == 0 ? throw ScriptedChain.Unavailable() : 0;
        _handler.Around = now => _ = random.Next(50) == 0 ? throw ScriptedChain.Unavailable() : 0;
        _chain.Results = results => random.Next(500) switch
        {
            0 => null,
            1 => results with { Transactions = [.. results.Transactions.Skip(1)], Height = results.Height + 1 },
            _ => results,
        };

        for (var height = 0L; height < Height;)
        {
            _ = await Record.ExceptionAsync(RunAsync);
            height = (await _cursors.FindAsync(Name, Token))?.Height ?? 0;
        }

        AssertComplete(Height);
        Assert.Equal(100_000, _handler.Scopes.Count());
    }

    /// <summary>The sample's blocks are a second apart.</summary>
    private static FollowReport Report(int handled, long height, long latest) =>
        new(handled, height, latest) { BlockTime = handled == 0 ? null : DateTimeOffset.UnixEpoch.AddSeconds(height) };

    private Task<FollowReport> RunAsync() => new BlockFollower(Name, _options, _chain, _cursors, _handler).RunAsync(Token);

    private void AssertComplete(int height)
    {
        Assert.Equal(Enumerable.Range(1, height).Select(each => (long)each), _handler.Blocks.Keys);
        Assert.Equal(
            Enumerable.Range(1, height).SelectMany(each => Enumerable.Range(0, ScriptedChain.Count(each)).Select(index => MetadataAddress.ForScope(ScriptedChain.ScopeOf(each, index)))),
            _handler.Scopes);
    }
}
