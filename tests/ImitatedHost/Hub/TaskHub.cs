using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Wire;

namespace P8e.ImitatedHost.Hub;

/// <summary>The state of the hub, and what clients do to it (functions-host 3.9, 5.2 to 5.5). Every member is called under <see cref="Gate"/>.</summary>
internal sealed class TaskHub(TimeProvider clock)
{
    private readonly Dictionary<string, HubInstance> _instances = [];
    private readonly PriorityQueue<(string InstanceId, string ExecutionId, TimerFiredEvent Fired), (long, int)> _timers = new();
    private int _ids;

    internal Lock Gate { get; } = new();

    internal Queue<ActivityWork> Activities { get; } = new();

    internal IEnumerable<HubInstance> Instances => _instances.Values;

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal HubInstance? Find(string id) => _instances.GetValueOrDefault(id);

    /// <summary>Starts an instance, over one that has ended; false when one runs.</summary>
    internal bool TryStart(string id, string name, string? input, ParentInstanceInfo? parent = null, TraceContext? trace = null)
    {
        if (Find(id) is { IsEnded: false })
        {
            return false;
        }

        var start = new ExecutionStartedEvent { Name = name, Input = input, ParentInstance = parent, ParentTraceContext = trace, OrchestrationInstance = NewExecution(id) };
        var instance = new HubInstance { Id = id, Start = start, Created = Now, Updated = Now };
        instance.Inbox.Add(Message(new HistoryEvent { ExecutionStarted = start }));
        _instances[id] = instance;
        return true;
    }

    internal OrchestrationInstance NewExecution(string id) => new() { InstanceId = id, ExecutionId = $"execution-{++_ids}" };

    /// <summary>Sends a message; one for another execution, or for one that has ended, is dropped.</summary>
    internal void Tell(string id, HistoryEvent happened, string? executionId = null)
    {
        if (Find(id) is { IsEnded: false } instance && (executionId is null || executionId == instance.ExecutionId))
        {
            instance.Inbox.Add(Message(happened));
        }
    }

    internal void AddTimer(HubInstance instance, int id, Timestamp fireAt) =>
        _timers.Enqueue((instance.Id, instance.ExecutionId, new TimerFiredEvent { TimerId = id, FireAt = fireAt }), (fireAt.ToDateTimeOffset().UtcTicks, ++_ids));

    internal void FireTimers()
    {
        while (_timers.TryPeek(out var timer, out var due) && due.Item1 <= Now.UtcTicks)
        {
            _timers.Dequeue();
            Tell(timer.InstanceId, new HistoryEvent { TimerFired = timer.Fired }, timer.ExecutionId);
        }
    }

    /// <summary>Takes what failed out of the history and wakes the instance, its failed children too (functions-host 4.11).</summary>
    internal void Rewind(HubInstance instance, string? reason)
    {
        var failedTasks = instance.History.Where(happened => happened.TaskFailed is not null).Select(happened => happened.TaskFailed.TaskScheduledId).ToHashSet();
        foreach (var child in instance.History.Select(happened => happened.SubOrchestrationInstanceFailed).OfType<SubOrchestrationInstanceFailedEvent>())
        {
            var created = instance.History.Single(happened => happened.EventId == child.TaskScheduledId && happened.SubOrchestrationInstanceCreated is not null);
            if (Find(created.SubOrchestrationInstanceCreated.InstanceId) is { Status: OrchestrationStatus.Failed } failed)
            {
                Rewind(failed, reason);
            }
        }

        instance.History.RemoveAll(happened => happened.TaskFailed is not null || happened.SubOrchestrationInstanceFailed is not null || happened.ExecutionCompleted is not null
            || (happened.TaskScheduled is not null && failedTasks.Contains(happened.EventId)));
        (instance.Status, instance.Failure, instance.Output, instance.Updated) = (OrchestrationStatus.Running, null, null, Now);
        instance.Inbox.Add(Message(new HistoryEvent { GenericEvent = new GenericEvent { Data = "Rewind: " + reason } }));
    }

    internal void Remove(string id) => _instances.Remove(id);

    internal static OrchestrationState State(HubInstance instance) => new()
    {
        InstanceId = instance.Id,
        Name = instance.Start.Name,
        OrchestrationStatus = instance.Status,
        CreatedTimestamp = instance.Created.ToTimestamp(),
        LastUpdatedTimestamp = instance.Updated.ToTimestamp(),
        Input = instance.Start.Input,
        Output = instance.Output,
        CustomStatus = instance.CustomStatus,
        FailureDetails = instance.Failure,
        ExecutionId = instance.ExecutionId,
    };

    /// <summary>All messages carry the id −1.</summary>
    internal HistoryEvent Message(HistoryEvent happened)
    {
        var message = happened.Clone();
        message.EventId = -1;
        message.Timestamp = Now.ToTimestamp();
        return message;
    }
}
