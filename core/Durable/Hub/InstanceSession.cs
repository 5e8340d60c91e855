using Google.Protobuf;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>One instance as one actor knows it: read once, then kept in step with what it commits. The version guards every commit, so whoever knows less than the store loses.</summary>
internal sealed class InstanceSession
{
    private readonly IHubStore _store;
    private string _version;

    private InstanceSession(IHubStore store, string instanceId, string version, StoredInstance state, List<StoredRecord> records)
    {
        _store = store;
        _version = version;
        InstanceId = instanceId;
        State = state;
        Records = records;
        Effects = new OpenEffects(state.Generation, records);
        DeliveredUpTo = state.Delivered;
    }

    internal string InstanceId { get; }

    internal StoredInstance State { get; private set; }

    /// <summary>All records of the current generation's rows, in order.</summary>
    internal List<StoredRecord> Records { get; private set; }

    internal OpenEffects Effects { get; private set; }

    /// <summary>Records before this one have no message that still has to go out. Ahead of the stored mark, which moves only when there was one.</summary>
    internal int DeliveredUpTo { get; set; }

    /// <summary>The run that decided the last step; null when the next one begins with a replay.</summary>
    internal RunProgress? Progress { get; private set; }

    internal bool IsEnded => InstanceStates.IsEnded(State.Status);

    internal static async Task<InstanceSession?> LoadAsync(IHubStore store, string instanceId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(instanceId, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var state = InstanceStates.Read(instanceId, found.State);
        var records = new List<StoredRecord>();
        await foreach (var row in store.ReadHistoryAsync(instanceId, state.Generation, cancellationToken).ConfigureAwait(false))
        {
            // Rows behind the state's end would be of another writer's step, which then is not in the state we build on either.
            if (row.Number < state.NextRow)
            {
                records.AddRange(InstanceStates.Parse(StoredRecords.Parser, instanceId, row.Records).Records);
            }
        }

        return new InstanceSession(store, instanceId, found.Version, state, records);
    }

    /// <summary>Whether the store still has the version that this session builds on.</summary>
    internal async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) =>
        (await _store.FindAsync(InstanceId, cancellationToken).ConfigureAwait(false))?.Version == _version;

    /// <summary>Writes a planned step; false when somebody else was faster and this session is worthless.</summary>
    internal async Task<bool> TryCommitAsync(StepPlan plan, CancellationToken cancellationToken)
    {
        var state = plan.State.Clone();
        var rows = HistoryRows.Pack(plan.Appended, state.Generation, state.NextRow);
        state.NextRow += rows.Count;
        var commit = new HubCommit(InstanceId, _version, state.ToByteArray()) { History = rows, ConsumedMessages = plan.ConsumedMessages };
        if (await _store.TryCommitAsync(commit, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            plan.Progress?.Run.End();
            return false;
        }

        var isNewGeneration = state.Generation != State.Generation;
        _version = version;
        State = state;
        Progress = isNewGeneration || IsEnded ? null : plan.Progress ?? Progress;
        if (isNewGeneration)
        {
            Records = [.. plan.Appended];
            Effects = new OpenEffects(state.Generation, Records);
            DeliveredUpTo = 0;
            return true;
        }

        Records.AddRange(plan.Appended);
        foreach (var record in plan.Appended)
        {
            Effects.Apply(record);
        }

        return true;
    }

    /// <summary>Events that the current execution's replay sees.</summary>
    internal IEnumerable<HistoryEvent> ReplayedEvents() => EventsFrom(0);

    /// <summary>Those that the run has not seen yet: all of them when there is none.</summary>
    internal IEnumerable<HistoryEvent> UnseenEvents() => EventsFrom(Progress?.SeenUpTo ?? 0);

    private IEnumerable<HistoryEvent> EventsFrom(int first) =>
        Records.Skip(first).Where(record => record.Generation == State.Generation).Select(record => record.Event);
}
