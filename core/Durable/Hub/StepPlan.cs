using P8e.Durable.Hub.Stored;

namespace P8e.Durable.Hub;

/// <summary>What one step writes, all at once.</summary>
/// <param name="State">The new state; its <c>NextRow</c> is where <paramref name="Appended"/> goes.</param>
/// <param name="Appended">New records of the state's generation; the whole history when the generation is new.</param>
/// <param name="ConsumedMessages">Ids of the messages dealt with, accepted or not.</param>
internal sealed record StepPlan(StoredInstance State, IReadOnlyList<StoredRecord> Appended, IReadOnlyList<string> ConsumedMessages)
{
    /// <summary>Whether somebody has to act on what it writes: run, deliver, remind, begin, tell a parent.</summary>
    internal bool LeavesWork => !State.IsStarted
        || (InstanceStates.IsEnded(State.Status) && State.Parent is not null && !State.IsParentTold)
        || Appended.Any(record => OpenEffects.IsOutbound(record) || record.Event.TaskScheduled is not null || record.Event.TimerCreated is not null);
}
