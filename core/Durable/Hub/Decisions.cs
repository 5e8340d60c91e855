using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Wire;
using static P8e.Durable.Wire.OrchestratorAction;

namespace P8e.Durable.Hub;

/// <summary>Decisions as the events that confirm them (functions-host 3.9, step 2). Unlike the host's, they keep their inputs: the history is also the list of what is to be done.</summary>
internal static class Decisions
{
    /// <summary>The event; null for a continue-as-new, which has no place in the history it ends.</summary>
    internal static HistoryEvent? Record(OrchestratorAction action, DateTimeOffset now)
    {
        var decided = new HistoryEvent { EventId = action.Id, Timestamp = now.ToTimestamp() };
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorActionTypeOneofCase.ScheduleTask:
                var task = action.ScheduleTask;
                decided.TaskScheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = task.Input, Tags = { task.Tags } };
                break;
            case OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                var child = action.CreateSubOrchestration;
                decided.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
                {
                    InstanceId = child.InstanceId,
                    Name = child.Name,
                    Version = child.Version,
                    Input = child.Input,
                    Tags = { child.Tags },
                };
                break;
            case OrchestratorActionTypeOneofCase.CreateTimer:
                decided.TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt };
                break;
            case OrchestratorActionTypeOneofCase.SendEvent:
                var sent = action.SendEvent;
                decided.EventSent = new EventSentEvent { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data };
                break;
            case OrchestratorActionTypeOneofCase.CompleteOrchestration when action.CompleteOrchestration.OrchestrationStatus != OrchestrationStatus.ContinuedAsNew:
                var completion = action.CompleteOrchestration;
                decided.ExecutionCompleted = new ExecutionCompletedEvent
                {
                    OrchestrationStatus = completion.OrchestrationStatus,
                    Result = completion.Result,
                    FailureDetails = completion.FailureDetails,
                };
                break;
            default:
                return null;
        }

        return decided;
    }
}
