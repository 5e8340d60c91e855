using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Replay;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>Beginning an execution: the first of an instance, and the next of a continue-as-new (functions-host 3.9, step 4).</summary>
internal static class Generations
{
    /// <summary>The first row of an execution. Its events are new to the first step.</summary>
    internal static List<StoredRecord> FirstRecords(string instanceId, StoredInstance state, ExecutionStartedEvent start, DateTimeOffset now)
    {
        start.OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId, ExecutionId = state.ExecutionId };
        start.ParentInstance = state.Parent;
        return
        [
            New(state, new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }, now),
            New(state, new HistoryEvent { ExecutionStarted = start }, now),
        ];
    }

    /// <summary>The execution id of a child is the same when its start is delivered again.</summary>
    internal static string ChildExecutionId(string parentExecutionId, int taskId) =>
        DeterministicGuid.Create(parentExecutionId, DateTimeOffset.UnixEpoch, taskId).ToString("N");

    /// <summary>
    /// Turns the state to the next generation and gives its first row. What the old one asked for and nobody has done yet moves along: its rows will be removed.
    /// </summary>
    internal static List<StoredRecord> Begin(
        InstanceSession session, StoredInstance state, List<StoredRecord> appended, CompleteOrchestrationAction next, DateTimeOffset now)
    {
        var all = session.Records.Concat(appended).ToList();
        var running = new OpenEffects(state.Generation, all).Activities;
        var carried = all.Where((record, index) =>
            (OpenEffects.IsOutbound(record) && index >= state.Delivered)
            || (record.Event.TaskScheduled is not null && running.ContainsKey(new EffectKey(record.Generation, record.Event.EventId)))).ToList();

        var start = all.Last(record => record.Event.ExecutionStarted is not null).Event.ExecutionStarted.Clone();
        start.Input = next.Result;
        start.Version = next.NewVersion ?? start.Version;

        state.Generation++;
        state.ExecutionId = DeterministicGuid.Create(state.ExecutionId, DateTimeOffset.UnixEpoch, state.Generation).ToString("N");
        state.Version = start.Version;
        state.NextRow = 0;
        state.Delivered = 0;
        state.IsStarted = false;
        state.Status = OrchestrationStatus.Running;
        carried.AddRange(FirstRecords(session.InstanceId, state, start, now));
        carried.AddRange(next.CarryoverEvents.Select(kept => New(state, kept, now)));
        return carried;
    }

    private static StoredRecord New(StoredInstance state, HistoryEvent happened, DateTimeOffset now)
    {
        happened.EventId = -1;
        happened.Timestamp = now.ToTimestamp();
        return new StoredRecord { Generation = state.Generation, Event = happened };
    }
}
