using System.Globalization;
using P8e.Durable;
using P8e.Durable.Ports;

namespace P8e.Benchmarks.Engine;

/// <summary>A hub with one worker that runs as in the program: on the pool, by the real clock.</summary>
internal sealed class EngineWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TaskHubClient _client;
    private readonly TaskHubWorker _worker;
    private readonly Task _running;
    private Exception? _trouble;

    internal EngineWork(IHubStore store)
    {
        Store = new WatchedHubStore(store);
        _client = new TaskHubClient(Store, new TaskHubOptions(), TimeProvider.System, Guid.NewGuid);
        var orchestrators = new OrchestratorRegistry().Add(Chain.Name, () => new Chain());
        var activities = new ActivityRegistry().Add(Chain.Activity, new AddOne());
        _worker = new TaskHubWorker(_client, orchestrators, activities, "benchmark", (_, error) => _trouble = error);
        _running = _worker.RunAsync(_end.Token);
    }

    internal WatchedHubStore Store { get; }

    /// <summary>From the start of a chain of activities until its instance has ended and settled.</summary>
    internal async Task RunAsync(int activities)
    {
        var id = Guid.NewGuid().ToString("N");
        var settled = Store.NextSettledAsync();
        await _client.StartAsync(id, Chain.Name, activities.ToString(CultureInfo.InvariantCulture), ExistingInstance.Keep, default);
        await settled.WaitAsync(TimeSpan.FromMinutes(1));
        var view = await _client.FindAsync(id, default);
        if (view?.Output != activities.ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"The chain ended as {view?.Status}.", _trouble);
        }

        await _client.PurgeAsync(id, default);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _worker.Dispose();
        _end.Dispose();
    }
}
