using P8e.Azure.Telemetry;
using P8e.Functions.Hosting;
using P8e.Functions.Telemetry;
using P8e.Functions.Tests.Support;
using P8e.Functions.Timers;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Telemetry;

/// <summary>What makes the program unready, what is only to be known, and that time alone changes the one into the other.</summary>
public sealed class ReadinessCheckTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProgramSignals _signals;
    private readonly ServiceCalls _calls;
    private Exception? _trouble;

    public ReadinessCheckTests() => (_signals, _calls) = (new ProgramSignals(_clock), new ServiceCalls(_clock));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Judge_SetUp_IsStartingUntilItIsDoneAndSaysWhy()
    {
        var setUp = new SetUp(_clock, _ => { });
        var check = Check(setUp);
        Assert.Equal(("starting", false), (check.Judge().Status, check.Judge().IsReady));

        var isAway = true;
        var running = setUp.RunAsync([_ => isAway ? throw new P8eTransientException("vault.unavailable", "secret words", TimeSpan.FromSeconds(1)) : Task.CompletedTask], Token);
        Assert.Equal(("vault.unavailable", true), Only(check));

        isAway = false;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await running;
        Assert.Equal(("ok", true), (check.Judge().Status, check.Judge().IsReady));
    }

    /// <summary>The known gap of a health that says ok while the follower stands on a contradiction.</summary>
    [Theory]
    [InlineData(ErrorCodes.ChainContradiction, true)]
    [InlineData(ErrorCodes.ChainWrongChain, true)]
    [InlineData(ErrorCodes.ChainBlocksPruned, true)]
    [InlineData(ErrorCodes.ChainEventInvalid, true)]
    [InlineData(ErrorCodes.ChainAccountUnknown, false)]
    public async Task Judge_FollowerStands_IsNotReady(string code, bool isBlocking)
    {
        var (check, timer) = (await StartedAsync(), Watched());
        _trouble = new P8eStateException(StateErrorKind.Conflict, code, "secret words");

        await Assert.ThrowsAsync<P8eStateException>(() => timer.TickAsync(Token));
        Assert.Equal((code, isBlocking), Only(check));
        Assert.Equal(isBlocking ? "failing" : "degraded", check.Judge().Status);
        Assert.DoesNotContain(check.Judge().Reasons, reason => reason.Text.Contains("secret", StringComparison.Ordinal));

        _trouble = null;
        await timer.TickAsync(Token);
        Assert.Equal("ok", check.Judge().Status);
    }

    [Fact]
    public async Task Judge_NodeAway_IsNotReadyWhenItStaysAway()
    {
        var (check, timer) = (await StartedAsync(), Watched());
        _trouble = new P8eTransientException(ErrorCodes.ChainNodeUnavailable, "away");

        await Assert.ThrowsAsync<P8eTransientException>(() => timer.TickAsync(Token));
        Assert.Equal((ErrorCodes.ChainNodeUnavailable, false), Only(check));

        _clock.Advance(ReadinessCheck.TimerPatience + TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<P8eTransientException>(() => timer.TickAsync(Token));
        Assert.Equal((ErrorCodes.ChainNodeUnavailable, true), Only(check));
    }

    [Fact]
    public async Task Judge_TimerDoesNotCome_IsNotReadyUnlessAnotherInstanceHasIt()
    {
        var (check, timer) = (await StartedAsync(), Watched());
        var long_ = (timer.Period * 3) + ReadinessCheck.TimerPatience + TimeSpan.FromSeconds(1);

        _clock.Advance(long_);
        Assert.Equal(("timer.overdue", true), Only(check));

        timer.Elsewhere!();
        Assert.Empty(check.Judge().Reasons);
    }

    /// <summary>The host calls a timer on one instance only: on the others its silence says nothing.</summary>
    [Fact]
    public async Task Judge_UnderTheHostATimerDoesNotCome_IsReady()
    {
        var setUp = new SetUp(_clock, _ => { });
        await setUp.RunAsync([], Token);
        Watched();

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.True(new ReadinessCheck(RunningProgram.Options(isCustomHandler: true), setUp, _signals, () => _calls, _clock).Judge().IsReady);
    }

    [Fact]
    public async Task Judge_TickDoesNotEnd_IsNotReady()
    {
        var check = await StartedAsync();
        var end = new TaskCompletionSource();
        var tick = _signals.Watch(new HostTimer("Endless", TimeSpan.FromSeconds(1), _ => end.Task)).TickAsync(Token);

        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(("timer.overdue", true), Only(check));

        end.SetResult();
        await tick;
        Assert.Empty(check.Judge().Reasons);
    }

    [Fact]
    public async Task Judge_StorageAway_IsNotReadyWhenItStaysAway()
    {
        var check = await StartedAsync();

        _calls.Note(isServed: false);
        Assert.Equal((ErrorCodes.StorageUnavailable, false), Only(check));

        _clock.Advance(ReadinessCheck.ServicePatience + TimeSpan.FromSeconds(1));
        _calls.Note(isServed: false);
        Assert.Equal((ErrorCodes.StorageUnavailable, true), Only(check));

        // Nobody tries it while the program is given no work: it must get a chance.
        _clock.Advance(ReadinessCheck.FailureCountsFor);
        Assert.Equal((ErrorCodes.StorageUnavailable, false), Only(check));

        _calls.Note(isServed: true);
        Assert.Empty(check.Judge().Reasons);
    }

    [Theory]
    [InlineData(10, 100, 121, "follower.behind", true)]
    [InlineData(100, 100, 121, "chain.no_blocks", false)]
    [InlineData(10, 100, 119, null, false)]
    public async Task Judge_BlocksAreOld_SaysWhoIsBehind(long height, long latest, int age, string? code, bool isBlocking)
    {
        var check = await StartedAsync();
        _signals.Note(new FollowerSignal(_clock.GetUtcNow(), height, latest, _clock.GetUtcNow() - TimeSpan.FromSeconds(age), 0));

        Assert.Equal(code is null ? [] : [(code, isBlocking)], check.Judge().Reasons.Select(reason => (reason.Code, reason.IsBlocking)));

        // Another instance follows by now.
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(check.Judge().Reasons);
    }

    private HostTimer Watched() => _signals.Watch(new HostTimer("Follow", TimeSpan.FromSeconds(1), _ => _trouble is null ? Task.CompletedTask : Task.FromException(_trouble)));

    private async Task<ReadinessCheck> StartedAsync()
    {
        var setUp = new SetUp(_clock, _ => { });
        await setUp.RunAsync([], Token);
        return Check(setUp);
    }

    private ReadinessCheck Check(SetUp setUp) => new(RunningProgram.Options(isCustomHandler: false), setUp, _signals, () => _calls, _clock);

    private static (string Code, bool IsBlocking) Only(ReadinessCheck check)
    {
        var reason = Assert.Single(check.Judge().Reasons);
        return (reason.Code, reason.IsBlocking);
    }
}
