namespace P8e.Durable.Tests.Simulation;

/// <summary>One process of a simulated hub: a worker, and the store calls it waits for.</summary>
internal sealed class SimulatedProcess : IDisposable
{
    private readonly List<TaskCompletionSource> _paused = [];
    private readonly TaskHubWorker _worker;
    private Task _look = Task.CompletedTask;

    internal SimulatedProcess(HubSimulation simulation, string owner)
    {
        Simulation = simulation;
        Client = new TaskHubClient(new SimulatedStore(simulation.Store, this), HubSimulation.Options, simulation.Time, simulation.NewId);
        _worker = new TaskHubWorker(Client, Workload.Orchestrators(), simulation.Workload.Activities(this), owner, (_, error) => simulation.Note(error), work => _ = work());
    }

    internal HubSimulation Simulation { get; }

    internal TaskHubClient Client { get; }

    /// <summary>How many of its calls wait to be scheduled.</summary>
    internal int Waiting => _paused.Count;

    internal bool IsLooking => !_look.IsCompleted;

    /// <summary>Where every store call and every activity of the process stops until the simulation lets it go on; for ever when the process dies.</summary>
    internal Task PauseAsync()
    {
        var paused = new TaskCompletionSource();
        _paused.Add(paused);
        return paused.Task;
    }

    /// <summary>Lets one call go on, or fail.</summary>
    internal void Resume(int index, bool fails)
    {
        var paused = _paused[index];
        _paused.RemoveAt(index);
        if (fails)
        {
            paused.SetException(new IOException("simulated"));
        }
        else
        {
            paused.SetResult();
        }
    }

    internal void Look() => _look = LookAsync();

    /// <summary>Ends the process in good order; one that is killed is just left behind.</summary>
    public void Dispose() => _worker.Dispose();

    private async Task LookAsync()
    {
        try
        {
            await _worker.LookAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // The store was away; the worker's own loop reports this and looks again, as the simulation does.
        }
    }
}
