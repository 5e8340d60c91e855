using P8e.Durable.Hub;
using P8e.Durable.Ports;
using P8e.Durable.Replay;
using P8e.Durable.Wire;
using P8e.Ports;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Simulation;

/// <summary>
/// One schedule of a hub with two processes, from one seed: which waiting store call goes on next, which fails before or after its effect, which message is delivered again, which process dies,
/// how time passes. Everything runs on one thread, so a seed is the whole schedule.
/// </summary>
internal sealed class HubSimulation(int seed)
{
    internal static readonly TaskHubOptions Options = new() { Shards = 2 };

    private const int StepsMax = 60_000;
    private const int TroubledSteps = 600;

    private readonly Random _random = new(seed);
    private readonly List<(string InstanceId, HubMessage Message)> _sent = [];
    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<Exception> _unexpected = [];
    private SimulatedProcess? _frozen;
    private int _frozenUntil;
    private int _owners;
    private int _steps;

    internal InMemoryHubStore Store { get; } = new();

    internal ManualTimeProvider Time { get; } = new();

    internal Workload Workload { get; } = new();

    /// <summary>Commits refused, processes killed, calls failed, messages doubled: that the trouble took place.</summary>
    internal int Troubles { get; private set; }

    internal Guid NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    internal void Remember(string instanceId, HubMessage message) => _sent.Add((instanceId, message));

    internal void Note(Exception error)
    {
        if (error is not IOException)
        {
            _unexpected.Add(error);
        }
    }

    /// <summary>Runs the schedule; what is wrong at its end, or null.</summary>
    internal string? Run()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var givers = 1 + _random.Next(2);
            _processes.AddRange([NewProcess(), NewProcess()]);
            var calls = ClientAsync(givers);
            string[] ids = [Workload.Taker, .. Enumerable.Range(1, givers).Select(Id)];
            while (!(calls.IsCompleted && ids.All(IsEnded) && Store.CountReminders() == 0))
            {
                if (++_steps > StepsMax)
                {
                    return $"stuck after {StepsMax} steps: {string.Join(", ", ids.Where(id => !IsEnded(id)))}; {Store.CountReminders()} reminders";
                }

                Step();
            }

            return _unexpected.Count > 0 ? _unexpected[0].ToString() : calls.IsFaulted ? calls.Exception.ToString() : Judge(givers);
        }
        finally
        {
            _processes.ForEach(process => process.Dispose());
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static string Id(int number) => "giver-" + number;

    private SimulatedProcess NewProcess() => new(this, "owner-" + ++_owners);

    /// <summary>The caller's calls go to the store itself: what a caller does about failed calls is not the hub's promise.</summary>
    private async Task ClientAsync(int givers)
    {
        var client = new TaskHubClient(Store, Options, Time, NewId);
        await client.StartAsync(Workload.Taker, "Taker.v1", $"[0,{givers * 2}]", ExistingInstance.Keep, CancellationToken.None);
        for (var number = 1; number <= givers; number++)
        {
            await client.StartAsync(Id(number), "Giver.v1", $"{number}", ExistingInstance.Keep, CancellationToken.None);
        }

        if (_random.Next(2) == 0)
        {
            await client.RaiseEventAsync(Id(1), "hurry", null, CancellationToken.None);
        }
    }

    private void Step()
    {
        var isTroubled = _steps < TroubledSteps;
        var process = _processes[_random.Next(_processes.Count)];
        if (process == _frozen && _steps < _frozenUntil)
        {
            process = _processes.First(other => other != _frozen);
        }

        switch (_random.Next(100))
        {
            case 0 when isTroubled && _random.Next(3) == 0:
                Troubles++;
                _processes[_processes.IndexOf(process)] = NewProcess();
                break;
            case 1 when isTroubled && _sent.Count > 0:
                Troubles++;
                DeliverAgain();
                break;
            case 2 when isTroubled:
                // Long enough to lose its leases, sometimes to be taken for dead, while what it was about to do is still to come.
                Troubles++;
                (_frozen, _frozenUntil) = (process, _steps + _random.Next(200));
                break;
            case < 6:
                Time.Advance(TimeSpan.FromSeconds(_random.Next(!isTroubled ? 5 : _random.Next(10) == 0 ? 1000 : 40)));
                break;
            default:
                if (process.Waiting > 0)
                {
                    var fails = isTroubled && _random.Next(60) == 0;
                    Troubles += fails ? 1 : 0;
                    process.Resume(_random.Next(process.Waiting), fails);
                }
                else if (!process.IsLooking)
                {
                    process.Look();
                }

                break;
        }
    }

    private void DeliverAgain()
    {
        var (instanceId, message) = _sent[_random.Next(_sent.Count)];
        var reminder = Reminders.OfMessage(Time.GetUtcNow(), instanceId, message.Id);
        Store.AddReminderAsync(MessageIds.Shard(instanceId, Options.Shards), reminder, CancellationToken.None);
        Store.AddMessageAsync(instanceId, message, CancellationToken.None);
    }

    private bool IsEnded(string id) => Store.FindAsync(id, CancellationToken.None).GetAwaiter().GetResult() is { } found
        && InstanceStates.IsEnded(InstanceStates.Read(id, found.State).Status);

    private string? Judge(int givers)
    {
        for (var number = 1; number <= givers; number++)
        {
            var lost = Enumerable.Range(number + 1, 2).FirstOrDefault(call => !Workload.Effects.ContainsKey($"{Id(number)}/{call}"));
            if (lost != 0)
            {
                return $"activity {lost} of {Id(number)} never had its effect";
            }

            if (JudgeInstance(Id(number), $"{Workload.Given(number)}") is { } wrong)
            {
                return wrong;
            }
        }

        return JudgeInstance(Workload.Taker, $"{Workload.Taken(givers)}");
    }

    /// <summary>The right output; every decision in the history once, with one answer; and a history that replays to the same end.</summary>
    private string? JudgeInstance(string id, string output)
    {
        var state = InstanceStates.Read(id, Store.FindAsync(id, CancellationToken.None).GetAwaiter().GetResult()!.State);
        if (state.Output != output)
        {
            return $"{id} ended as {state.Status} with {state.Output ?? state.Failure?.ToString()}, not with {output}";
        }

        var session = InstanceSession.LoadAsync(Store, id, CancellationToken.None).GetAwaiter().GetResult()!;
        HistoryEvent[] history = [.. session.ReplayedEvents()];
        var doubled = history.Where(happened => happened.EventId >= 0).GroupBy(happened => happened.EventId).FirstOrDefault(group => group.Count() > 1);
        if (doubled is not null)
        {
            return $"{id} has decision {doubled.Key} {doubled.Count()} times";
        }

        var answers = history.GroupBy(happened => (happened.EventTypeCase, Answered(happened))).FirstOrDefault(group => group.Key.Item2 is not null && group.Count() > 1);
        if (answers is not null)
        {
            return $"{id} has {answers.Key} {answers.Count()} times";
        }

        if (session.Effects.Activities.Count > 0)
        {
            return $"{id} has activities without an outcome";
        }

        var outcome = new ReplayExecutor(Workload.Orchestrators(), new ReplayPolicy()).Execute(id, history, []);
        return outcome.Actions is [{ CompleteOrchestration: { OrchestrationStatus: OrchestrationStatus.Completed } completion }] && completion.Result == output
            ? null
            : $"the history of {id} does not replay: {string.Join(", ", outcome.Actions)}";
    }

    private static int? Answered(HistoryEvent happened) => happened.TaskCompleted?.TaskScheduledId ?? happened.TaskFailed?.TaskScheduledId
        ?? happened.SubOrchestrationInstanceCompleted?.TaskScheduledId ?? happened.SubOrchestrationInstanceFailed?.TaskScheduledId ?? happened.TimerFired?.TimerId;
}
