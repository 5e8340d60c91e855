using System.Text.Json;
using P8e.Durable.Wire;
using P8e.ImitatedHost.Calls;

namespace P8e.ImitatedHost.Hub;

/// <summary>Turns a decision into its event of the history and its message (functions-host 3.9). Inputs are left out of the history, as the host does.</summary>
internal sealed class Dispatch(TaskHub hub, HubInstance instance)
{
    internal void Do(OrchestratorAction action)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                Schedule(action.Id, action.ScheduleTask);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                Decided(action.Id, new HistoryEvent { TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt } });
                hub.AddTimer(instance, action.Id, action.CreateTimer.FireAt);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                var sent = action.SendEvent;
                Decided(action.Id, new HistoryEvent { EventSent = new EventSentEvent { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data } });
                hub.Tell(sent.Instance.InstanceId, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = sent.Name, Input = sent.Data } });
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                StartChild(action.Id, action.CreateSubOrchestration);
                break;
            default:
                throw new NotSupportedException($"Received unsupported action type '{action.OrchestratorActionTypeCase}'.");
        }
    }

    private void Schedule(int id, ScheduleTaskAction task)
    {
        Decided(id, new HistoryEvent { TaskScheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Tags = { task.Tags } } });
        var input = task.Input;
        if (input is not null)
        {
            using var parsed = JsonDocument.Parse(input);
            input = HostJson.Rewrite(parsed.RootElement, readsDates: false);
        }

        hub.Activities.Enqueue(new ActivityWork(instance.Id, instance.ExecutionId, id, task.Name, input));
    }

    private void StartChild(int id, CreateSubOrchestrationAction child)
    {
        Assert.NotEmpty(child.InstanceId);
        Decided(id, new HistoryEvent { SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = child.InstanceId, Name = child.Name, Version = child.Version } });
        // A start for an instance that runs is dropped, and the parent waits (functions-host 3.7).
        hub.TryStart(child.InstanceId, child.Name, child.Input, new ParentInstanceInfo
        {
            TaskScheduledId = id,
            Name = instance.Start.Name,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id, ExecutionId = instance.ExecutionId },
        });
    }

    private void Decided(int id, HistoryEvent happened)
    {
        var decided = hub.Message(happened);
        decided.EventId = id;
        instance.History.Add(decided);
    }
}
