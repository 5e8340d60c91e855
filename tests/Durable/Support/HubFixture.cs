using P8e.Ports;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Support;

/// <summary>A hub in memory whose clock and looks are the test's. Work runs on the test's own thread, so that a look returns when nothing more can be done.</summary>
internal sealed class HubFixture : IDisposable
{
    private readonly SeededRandomSource _random = new(20260401);
    private readonly Lazy<TaskHubWorker> _worker;

    internal HubFixture(TaskHubOptions? options = null, OrchestratorRegistry? orchestrators = null)
    {
        Orchestrators = orchestrators ?? new OrchestratorRegistry();
        Client = new TaskHubClient(Store, options ?? new TaskHubOptions(), Time, () => new Guid(_random.Next(16)));
        _worker = new Lazy<TaskHubWorker>(() => new TaskHubWorker(Client, Orchestrators, Activities, "test", (id, error) => Reported.Add((id, error)), work => _ = work()));
    }

    internal InMemoryHubStore Store { get; } = new();

    internal ManualTimeProvider Time { get; } = new();

    internal TaskHubClient Client { get; }

    internal OrchestratorRegistry Orchestrators { get; }

    internal ActivityRegistry Activities { get; } = new();

    internal List<(string InstanceId, Exception Error)> Reported { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal HubFixture Orchestrator<TInput, TOutput>(string name, Func<OrchestrationContext, TInput, Task<TOutput>> run)
    {
        Orchestrators.Add(name, () => new LambdaOrchestrator<TInput, TOutput>(run));
        return this;
    }

    internal HubFixture Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run)
    {
        Activities.Add(name, new LambdaActivity<TInput, TOutput>((_, input, _) => run(input)));
        return this;
    }

    internal Task<bool> StartAsync(string id, string orchestrator, string? input = null, ExistingInstance existing = ExistingInstance.Keep) =>
        Client.StartAsync(id, orchestrator, input, existing, Token);

    internal Task LookAsync() => _worker.Value.LookAsync(Token);

    internal Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return LookAsync();
    }

    internal async Task<InstanceView> ViewAsync(string id) => (await Client.FindAsync(id, Token))!;

    public void Dispose()
    {
        if (_worker.IsValueCreated)
        {
            _worker.Value.Dispose();
        }
    }
}
