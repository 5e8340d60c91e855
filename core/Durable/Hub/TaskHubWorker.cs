using P8e.Durable.Hub;
using P8e.Durable.Ports;
using P8e.Durable.Replay;

namespace P8e.Durable;

/// <summary>
/// Does the work of the embedded task hub in this process: looks for instances that have something to do, brings them forward, runs their activities. Any number of processes may run one over
/// the same store; leases keep them from doing the same work, and versions keep them from harm when they do.
/// </summary>
public sealed class TaskHubWorker : IDisposable
{
    private readonly TaskHubClient _client;
    private readonly Action<Func<Task>> _begin;
    private readonly Action<string, Exception> _report;
    private readonly ActorPorts _ports;
    private readonly ShardWatch[] _shards;
    private readonly SemaphoreSlim _slots;
    private readonly NextLook _nextLook;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActorInbox> _actors = [];
    private readonly HashSet<Task> _work = [];

    /// <summary>A worker; it does nothing until it is run.</summary>
    /// <param name="client">Shares its store, options and clock; what it sends is looked at without delay.</param>
    /// <param name="orchestrators">All orchestrators of the hub.</param>
    /// <param name="activities">All activities of the hub.</param>
    /// <param name="owner">Names this process; no two running ones have the same. At most 64 characters of <c>0-9 a-z -</c>.</param>
    /// <param name="report">Told what went wrong with an instance (or with the hub, when the id is empty); the work is tried again. It must not throw.</param>
    public TaskHubWorker(TaskHubClient client, OrchestratorRegistry orchestrators, ActivityRegistry activities, string owner, Action<string, Exception> report)
        : this(client, orchestrators, activities, owner, report, begin: null)
    {
    }

    internal TaskHubWorker(
        TaskHubClient client, OrchestratorRegistry orchestrators, ActivityRegistry activities, string owner, Action<string, Exception> report, Action<Func<Task>>? begin)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.Options.PollSeconds * 2 >= client.Options.LeaseSeconds)
        {
            throw new DurableException(DurableErrorCodes.ArgumentInvalid, "Hub:PollSeconds must be below half of Hub:LeaseSeconds, or leases run out between two looks.");
        }

        _client = client;
        _nextLook = new NextLook(client.Time);
        _report = report;
        _begin = begin ?? BeginOnPool;
        _slots = new SemaphoreSlim(client.Options.ActivitiesMax);
        _shards = [.. Enumerable.Range(0, client.Options.Shards).Select(shard => new ShardWatch(shard, owner, client))];
        _ports = new ActorPorts(
            client.Store,
            client.Post,
            new Delivery(client.Store, client.Post),
            new StepPlanner(new ReplayExecutor(orchestrators, new ReplayPolicy()), client.Options),
            new ActivityRunner(activities, client.Options, client.Time),
            _slots,
            work => _begin(() => WatchAsync(string.Empty, work)),
            client.Time,
            TimeSpan.FromSeconds(client.Options.GraceSeconds));
        client.Post.Reminded += Remind;
    }

    /// <summary>Works until it is cancelled; then ends what it does, leaves the rest to others, and returns. Trouble with the store is reported and waited out.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    await LookAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    _report(string.Empty, error);
                    _nextLook.Set(_client.Time.GetUtcNow() + TimeSpan.FromSeconds(_client.Options.PollSeconds));
                }

                await _nextLook.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The way out of every wait.
        }

        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>One look at all shards.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        // Before the look: what is written during it must not be slept over.
        _nextLook.Set(DateTimeOffset.MaxValue);
        var next = _client.Time.GetUtcNow() + TimeSpan.FromSeconds(_client.Options.PollSeconds);
        foreach (var shard in _shards)
        {
            if (await shard.LookAsync(HandOver, cancellationToken).ConfigureAwait(false) is { } due && due < next)
            {
                next = due;
            }
        }

        _nextLook.NoLaterThan(next);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Post.Reminded -= Remind;
        foreach (var shard in _shards)
        {
            shard.Dispose();
        }

        _slots.Dispose();
    }

    private void BeginOnPool(Func<Task> work)
    {
        var task = Task.Run(work);
        lock (_gate)
        {
            _work.Add(task);
        }

        _ = task.ContinueWith(
            done =>
            {
                lock (_gate)
                {
                    _work.Remove(done);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>A reminder was written by this process.</summary>
    private void Remind(HubReminder reminder)
    {
        if (!_shards[_client.Post.ShardOf(reminder)].IsHeld)
        {
            return;
        }

        if (reminder.Due <= _client.Time.GetUtcNow())
        {
            HandOver(reminder);
        }
        else
        {
            _nextLook.NoLaterThan(reminder.Due);
        }
    }

    private void HandOver(HubReminder reminder)
    {
        ActorInbox? inbox = null;
        while (inbox is null)
        {
            ActorInbox? working;
            lock (_gate)
            {
                if (!_actors.TryGetValue(reminder.InstanceId, out working))
                {
                    _actors.Add(reminder.InstanceId, inbox = new ActorInbox());
                }
            }

            // Outside the lock: a waiting actor goes on inside this call.
            if (working?.TryRemind(reminder) == true)
            {
                return;
            }

            Forget(reminder.InstanceId, working);
        }

        inbox.TryRemind(reminder);
        var work = _shards[_client.Post.ShardOf(reminder)].Work;
        _begin(() => WatchAsync(reminder.InstanceId, () => ActAsync(reminder.InstanceId, inbox, work)));
    }

    private async Task ActAsync(string instanceId, ActorInbox inbox, CancellationToken cancellationToken)
    {
        WorkflowMeter.Active(1);
        try
        {
            await new InstanceActor(instanceId, inbox, _ports).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            WorkflowMeter.Active(-1);
            inbox.Close();
            Forget(instanceId, inbox);
        }
    }

    /// <summary>Removes an actor that has ended.</summary>
    private void Forget(string instanceId, ActorInbox? ended)
    {
        lock (_gate)
        {
            if (_actors.TryGetValue(instanceId, out var working) && working == ended)
            {
                _actors.Remove(instanceId);
            }
        }
    }

    /// <summary>Work that fails is reported and left where it is: its reminders bring it up again at the next look.</summary>
    private async Task WatchAsync(string instanceId, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The lease is lost or the process stops.
        }
        catch (Exception error)
        {
            _report(instanceId, error);
        }
    }

    private async Task StopAsync()
    {
        Task[] work;
        foreach (var shard in _shards)
        {
            shard.Stop();
        }

        lock (_gate)
        {
            work = [.. _work];
        }

        await Task.WhenAll(work).ConfigureAwait(false);
        foreach (var shard in _shards)
        {
            await shard.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
