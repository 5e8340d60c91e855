using P8e.Durable.Hub;
using P8e.Durable.Tests.Support;

namespace P8e.Durable.Tests.Hub;

/// <summary>What only the embedded hub promises; the rest is <see cref="EmbeddedOrchestrationTests"/>.</summary>
public sealed class TaskHubTests : IDisposable
{
    private readonly HubFixture _hub = new HubFixture()
        .Activity<int, int>("double", input => Task.FromResult(input * 2))
        .Orchestrator<int, int>("Double.v1", async (context, input) => await context.CallActivityAsync<int>("double", input))
        .Orchestrator<string?, string?>("Wait.v1", (context, _) => context.WaitForEventAsync<string?>("go"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_AThousandTimesAtOnce_StartsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => _hub.StartAsync("i", "Double.v1", "1"))));

        Assert.Single(answers, started => started);
        await _hub.LookAsync();
        Assert.Equal(InstanceStatus.Completed, (await _hub.ViewAsync("i")).Status);
    }

    [Fact]
    public async Task Child_WhoseIdIsInUse_FailsInItsParent()
    {
        _hub.Orchestrator<int, string>("Parent.v1", async (context, _) =>
            (await Assert.ThrowsAsync<DurableException>(() => context.CallOrchestratorAsync<string?>(
                "Wait.v1", null, new ChildOptions { InstanceId = "child" }, CancellationToken.None))).Failure!.ErrorType);
        await _hub.StartAsync("child", "Wait.v1");

        await _hub.StartAsync("i", "Parent.v1");
        await _hub.LookAsync();

        Assert.Equal($"\"{DurableErrorCodes.InstanceStateConflict}\"", (await _hub.ViewAsync("i")).Output);
    }

    [Theory]
    [InlineData("nobody", DurableErrorCodes.ActivityUnknown)]
    [InlineData("long", DurableErrorCodes.LimitExceeded)]
    public async Task Activity_ThatFails_TellsTheOrchestrator(string name, string errorType)
    {
        _hub.Activity<string?, string?>("long", _ => Task.FromResult<string?>(new string('x', 46 * 1024)));
        _hub.Orchestrator<string, string?>("Call.v1", (context, activity) => context.CallActivityAsync<string?>(activity));

        await _hub.StartAsync("i", "Call.v1", $"\"{name}\"");
        await _hub.LookAsync();

        Assert.Equal(errorType, (await _hub.ViewAsync("i")).Failure?.Inner?.ErrorType);
    }

    [Theory]
    [InlineData(1, 46 * 1024)]
    [InlineData(60, 40 * 1024)]
    [InlineData(20_001, 1)]
    public async Task Step_LargerThanAllowed_FailsTheInstance(int calls, int length)
    {
        _hub.Orchestrator<string?, string?>("Large.v1", async (context, _) =>
        {
            await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => context.CallActivityAsync<string?>("nobody", new string('x', length))));
            return null;
        });

        await _hub.StartAsync("i", "Large.v1");
        await _hub.LookAsync();

        Assert.Equal(DurableErrorCodes.LimitExceeded, (await _hub.ViewAsync("i")).Failure?.ErrorType);
    }

    [Fact]
    public async Task Histories_ThatNobodyNeeds_AreRemoved()
    {
        _hub.Orchestrator<int, int>("Twice.v1", (context, generation) =>
        {
            if (generation == 0)
            {
                context.ContinueAsNew(1);
            }

            return Task.FromResult(generation);
        });
        await _hub.StartAsync("i", "Twice.v1", "0");
        await _hub.LookAsync();
        Assert.Equal(2, InstanceStates.Read("i", (await _hub.Store.FindAsync("i", Token))!.State).Generation);
        Assert.Empty(await _hub.Store.ReadHistoryAsync("i", 1, Token).ToListAsync(Token));
        Assert.NotEmpty(await _hub.Store.ReadHistoryAsync("i", 2, Token).ToListAsync(Token));

        Assert.True(await _hub.Client.PurgeAsync("i", Token));
        Assert.Empty(await _hub.Store.ReadHistoryAsync("i", 2, Token).ToListAsync(Token));
    }

    public void Dispose() => _hub.Dispose();
}
