using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Wire;

namespace P8e.Conformance.Durable;

/// <summary>Recorded events as the engine's messages. The names of types and fields are the protocol's own.</summary>
internal static class RecordedEvents
{
    internal static IEnumerable<HistoryEvent> Read(JsonElement events) => events.EnumerateArray().Select(ReadOne);

    private static HistoryEvent ReadOne(JsonElement recorded)
    {
        var read = new HistoryEvent { EventId = recorded.GetProperty("eventId").GetInt32() };
        switch (recorded.GetProperty("type").GetString())
        {
            case "OrchestratorStarted":
                read.OrchestratorStarted = new OrchestratorStartedEvent();
                read.Timestamp = Time(recorded, "timestamp");
                break;
            case "ExecutionStarted":
                read.ExecutionStarted = Started(recorded);
                break;
            case "OrchestratorCompleted":
                read.OrchestratorCompleted = new OrchestratorCompletedEvent();
                break;
            case "TimerCreated":
                read.TimerCreated = new TimerCreatedEvent { FireAt = Time(recorded, "fireAt") };
                break;
            case "TimerFired":
                read.TimerFired = new TimerFiredEvent { TimerId = recorded.GetProperty("timerId").GetInt32(), FireAt = Time(recorded, "fireAt") };
                break;
            case "TaskScheduled":
                read.TaskScheduled = new TaskScheduledEvent { Name = Text(recorded, "name") };
                break;
            case "TaskCompleted":
                read.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = Task(recorded), Result = Text(recorded, "result") };
                break;
            case "TaskFailed":
                read.TaskFailed = new TaskFailedEvent { TaskScheduledId = Task(recorded), FailureDetails = Failure(recorded) };
                break;
            case "SubOrchestrationInstanceCreated":
                read.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { Name = Text(recorded, "name"), InstanceId = Text(recorded, "instanceId") };
                break;
            case "SubOrchestrationInstanceCompleted":
                read.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = Task(recorded), Result = Text(recorded, "result") };
                break;
            case "SubOrchestrationInstanceFailed":
                read.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = Task(recorded), FailureDetails = Failure(recorded) };
                break;
            default:
                ReadSignal(recorded, read);
                break;
        }

        return read;
    }

    private static void ReadSignal(JsonElement recorded, HistoryEvent read)
    {
        switch (recorded.GetProperty("type").GetString())
        {
            case "EventSent":
                read.EventSent = new EventSentEvent { InstanceId = Text(recorded, "instanceId"), Name = Text(recorded, "name"), Input = Text(recorded, "input") };
                break;
            case "EventRaised":
                read.EventRaised = new EventRaisedEvent { Name = Text(recorded, "name"), Input = Text(recorded, "input") };
                break;
            case "ExecutionSuspended":
                read.ExecutionSuspended = new ExecutionSuspendedEvent();
                break;
            case "ExecutionResumed":
                read.ExecutionResumed = new ExecutionResumedEvent();
                break;
            case "ExecutionTerminated":
                read.ExecutionTerminated = new ExecutionTerminatedEvent { Input = Text(recorded, "input") };
                break;
            case "GenericEvent":
                read.GenericEvent = new GenericEvent { Data = Text(recorded, "data") };
                break;
            case "HistoryState":
                read.HistoryState = new HistoryStateEvent();
                break;
            case "ExecutionRewound":
                read.ExecutionRewound = new ExecutionRewoundEvent();
                break;
            case "ContinueAsNew":
                read.ContinueAsNew = new ContinueAsNewEvent();
                break;
            default:
                throw new MismatchException($"an event of the unknown type {recorded.GetProperty("type").GetString()}");
        }
    }

    private static ExecutionStartedEvent Started(JsonElement recorded)
    {
        var started = new ExecutionStartedEvent
        {
            Name = Text(recorded, "name"),
            Input = Text(recorded, "input"),
            OrchestrationInstance = new OrchestrationInstance { InstanceId = Text(recorded, "instanceId") },
        };
        if (Text(recorded, "parentInstanceId") is { } parent)
        {
            started.ParentInstance = new ParentInstanceInfo { OrchestrationInstance = new OrchestrationInstance { InstanceId = parent } };
        }

        return started;
    }

    private static string? Text(JsonElement recorded, string name) => recorded.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Task(JsonElement recorded) => recorded.GetProperty("taskScheduledId").GetInt32();

    private static Timestamp Time(JsonElement recorded, string name) =>
        DateTimeOffset.Parse(recorded.GetProperty(name).GetString()!, CultureInfo.InvariantCulture).ToTimestamp();

    private static TaskFailureDetails? Failure(JsonElement recorded) => !recorded.TryGetProperty("failureDetails", out var details) ? null : new TaskFailureDetails
    {
        ErrorType = details.GetProperty("errorType").GetString(),
        ErrorMessage = details.GetProperty("errorMessage").GetString(),
        IsNonRetriable = details.TryGetProperty("isNonRetriable", out var final) && final.GetBoolean(),
    };
}
