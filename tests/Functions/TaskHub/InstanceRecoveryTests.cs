using P8e.Durable;
using P8e.Functions.TaskHub;
using P8e.Functions.Tests.Support;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.TaskHub;

/// <summary>The timer that brings back what the host failed because the program died (functions-host 3.4).</summary>
public sealed class InstanceRecoveryTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tick_OverLostInstances_BringsEachToItsEnd(bool rewinds)
    {
        await using var hub = new HostedHub(rewinds: rewinds);
        hub.Activities.Add("fail", new LambdaActivity<int, int>((_, _, _) => throw new InvalidOperationException("no")));
        hub.Orchestrators.Add("Fail.v1", () => new LambdaOrchestrator<int, int>((context, input) => context.CallActivityAsync<int>("fail", input)));
        hub.Orchestrators.Add("Lost.v1", () => new LambdaOrchestrator<int, string>((_, input) => Task.FromResult($"found {input}")));
        await hub.StartAsync(Token);
        foreach (var number in Enumerable.Range(0, 5))
        {
            await hub.Client.StartAsync($"lost{number}", "Lost.v1", $"{number}", ExistingInstance.Keep, Token);
            hub.Host.FailNextCallOf($"lost{number}");
        }

        await hub.Client.StartAsync("failed", "Fail.v1", "1", ExistingInstance.Keep, Token);
        await hub.AdvanceAsync(TimeSpan.Zero, Token);
        Assert.Equal(("Failed", "Function 'Lost.v1' failed with an unhandled exception."), hub.Host.View("lost0"));
        Assert.Equal("Failed", hub.Host.View("failed").Status);

        await hub.Host.TickAsync("RecoverInstances", Token);
        await hub.AdvanceAsync(TimeSpan.Zero, Token);

        Assert.All(Enumerable.Range(0, 5), number => Assert.Equal(("Completed", $"\"found {number}\""), hub.Host.View($"lost{number}")));
        Assert.Equal("Failed", hub.Host.View("failed").Status);
    }

    [Theory]
    [InlineData("Function 'Work.v1' failed with an unhandled exception.", true)]
    [InlineData("Function 'Work_v1' failed with an unhandled exception.", true)]
    [InlineData("Function 'Other.v1' failed with an unhandled exception.", false)]
    [InlineData("Function 'Work.v1' failed with an unhandled exception. More.", false)]
    [InlineData("no", false)]
    public void IsLost_OfAFailure_KnowsTheExactText(string message, bool expected) =>
        Assert.Equal(expected, InstanceRecovery.IsLost(Failed(TimeSpan.Zero) with { Failure = new TaskFailure("(none)", message) }));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 30)]
    [InlineData(600, 60)]
    public void Wait_OfAnInstance_GrowsWithItsLifeUpToAnHour(int minutesLived, int minutesWaited) =>
        Assert.Equal(TimeSpan.FromMinutes(minutesWaited), InstanceRecovery.Wait(Failed(TimeSpan.FromMinutes(minutesLived))));

    private static InstanceView Failed(TimeSpan lived) => new("i", "Work.v1", InstanceStatus.Failed) { Created = Start, Updated = Start + lived };
}
