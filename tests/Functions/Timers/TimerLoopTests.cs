using P8e.Functions.Timers;
using P8e.Ports;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Timers;

/// <summary>Several instances with one timer tick as one.</summary>
public sealed class TimerLoopTests
{
    private readonly InMemoryHubStore _store = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly List<(string, Exception)> _reported = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryTick_OfTwoInstances_TicksOncePerPeriod()
    {
        var ticks = new List<string>();
        var loops = new[] { "a", "b" }.Select(owner => Loop(owner, _ => { ticks.Add(owner); return Task.CompletedTask; })).ToArray();

        Assert.True(await loops[0].TryTickAsync(Token));
        Assert.False(await loops[1].TryTickAsync(Token));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await loops[1].TryTickAsync(Token));
        Assert.False(await loops[0].TryTickAsync(Token));

        Assert.Equal(["a", "b"], ticks);
    }

    [Fact]
    public async Task TryTick_WhileAnotherIsTicking_DoesNot()
    {
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var first = Loop("a", async _ =>
        {
            begun.SetResult();
            await end.Task;
        }).TryTickAsync(Token);
        await begun.Task;

        Assert.False(await Loop("b", _ => throw new InvalidOperationException("ticked twice")).TryTickAsync(Token));

        end.SetResult();
        Assert.True(await first);
    }

    [Fact]
    public async Task Run_WithATickThatFailsWhileItIsStopped_ReportsItAndGivesTheLeaseBack()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = Loop("a", async _ =>
        {
            await stop.CancelAsync();
            throw new IOException("away");
        });

        await loop.RunAsync(stop.Token);

        Assert.IsType<IOException>(Assert.Single(_reported).Item2);
        Assert.True(await new TimerLease(_store, "T", "b").TryHoldAsync(_clock.GetUtcNow(), _clock.GetUtcNow().AddSeconds(1), Token));
    }

    [Fact]
    public async Task Run_WithATickThatFails_ReportsItAndComesAgain()
    {
        var again = new TaskCompletionSource();
        var ticks = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = new TimerLoop(
            new HostTimer("T", TimeSpan.FromMilliseconds(5), _ =>
            {
                if (++ticks == 1)
                {
                    throw new IOException("away");
                }

                again.TrySetResult();
                return Task.CompletedTask;
            }),
            new TimerLease(_store, "T", "a"),
            TimeProvider.System,
            (name, error) => _reported.Add((name, error)));
        var running = loop.RunAsync(stop.Token);

        await again.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await stop.CancelAsync();
        await running;

        Assert.IsType<IOException>(Assert.Single(_reported).Item2);
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(await new TimerLease(_store, "T", "b").TryHoldAsync(now, now.AddSeconds(1), Token));
    }

    [Fact]
    public void Number_OfALease_IsTheNamesAndNoneOfTheHubs()
    {
        var numbers = new[] { "FollowChain", "PollMailbox", "Replicate", "RecoverInstances" }.Select(name => new TimerLease(_store, name, "a").Number).ToArray();

        Assert.All(numbers, number => Assert.True(number >= 64));
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.Equal(numbers[0], new TimerLease(_store, "FollowChain", "b").Number);
    }

    private TimerLoop Loop(string owner, Func<CancellationToken, Task> tick) => new(
        new HostTimer("T", TimeSpan.FromMinutes(5), tick), new TimerLease(_store, "T", owner), _clock, (name, error) => _reported.Add((name, error)));
}
