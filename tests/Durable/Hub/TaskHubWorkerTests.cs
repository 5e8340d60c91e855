using P8e.Durable.Tests.Support;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Hub;

/// <summary>The worker as a program runs it: on the thread pool, with the system's clock.</summary>
public sealed class TaskHubWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TwoProcesses_DoTheWorkAndStop()
    {
        const int Instances = 50;
        var store = new InMemoryHubStore();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var missing = Instances;
        var orchestrators = new OrchestratorRegistry().Add("Work.v1", () => new LambdaOrchestrator<int, int>(async (context, input) =>
        {
            await context.WaitAsync(TimeSpan.FromMilliseconds(20));
            return await context.CallActivityAsync<int>("work", input) + await context.WaitForEventAsync<int>("add");
        }));
        var activities = new ActivityRegistry().Add("work", new LambdaActivity<int, int>(async (_, input, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, token);
            if (Interlocked.Decrement(ref missing) == 0)
            {
                ended.SetResult();
            }

            return input;
        }));
        var reported = new List<Exception>();
        var clients = Enumerable.Range(0, 2).Select(_ => new TaskHubClient(store, new TaskHubOptions { PollSeconds = 1 }, TimeProvider.System, Guid.NewGuid)).ToArray();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var first = new TaskHubWorker(clients[0], orchestrators, activities, "one", (_, error) => reported.Add(error));
        using var second = new TaskHubWorker(clients[1], orchestrators, activities, "two", (_, error) => reported.Add(error));
        Task[] running = [first.RunAsync(stopping.Token), second.RunAsync(stopping.Token)];

        for (var number = 0; number < Instances; number++)
        {
            await clients[number % 2].StartAsync($"i{number}", "Work.v1", $"{number}", ExistingInstance.Keep, Token);
            await clients[number % 2].RaiseEventAsync($"i{number}", "add", "1000", Token);
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await stopping.CancelAsync();
        await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Empty(reported);
        Assert.True(await store.TryHoldLeaseAsync(0, "three", TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow(), Token));
    }

    [Fact]
    public async Task Run_OutcomesLeftBehind_AreDoneByTheNextProcess()
    {
        using var hub = new HubFixture();
        hub.Orchestrator<int, int>("Work.v1", (context, input) => context.CallActivityAsync<int>("work", input));
        hub.Activity<int, int>("work", input => Task.FromResult(input + 1));
        await hub.StartAsync("i", "Work.v1", "1");
        Assert.True(await hub.Store.TryHoldLeaseAsync(0, "dead", hub.Time.GetUtcNow(), hub.Time.GetUtcNow().AddSeconds(60), Token));
        for (var shard = 1; shard < hub.Client.Options.Shards; shard++)
        {
            await hub.Store.TryHoldLeaseAsync(shard, "dead", hub.Time.GetUtcNow(), hub.Time.GetUtcNow().AddSeconds(60), Token);
        }

        await hub.LookAsync();
        Assert.Equal(InstanceStatus.Pending, (await hub.ViewAsync("i")).Status);

        await hub.AdvanceAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("2", (await hub.ViewAsync("i")).Output);
    }

    [Fact]
    public void Worker_PollsTooRarelyForItsLease_IsRefused()
    {
        var client = new TaskHubClient(new InMemoryHubStore(), new TaskHubOptions { PollSeconds = 30, LeaseSeconds = 60 }, TimeProvider.System, Guid.NewGuid);

        var error = Assert.Throws<DurableException>(() => new TaskHubWorker(client, new OrchestratorRegistry(), new ActivityRegistry(), "one", (_, _) => { }));
        Assert.Equal(DurableErrorCodes.ArgumentInvalid, error.Code);
    }
}
