using P8e.Durable.Hub.Stored;

namespace P8e.Durable.Hub;

/// <summary>What one step writes, all at once.</summary>
/// <param name="State">The new state; its <c>NextRow</c> is where <paramref name="Appended"/> goes.</param>
/// <param name="Appended">New records of the state's generation; the whole history when the generation is new.</param>
/// <param name="ConsumedMessages">Ids of the messages dealt with, accepted or not.</param>
internal sealed record StepPlan(StoredInstance State, IReadOnlyList<StoredRecord> Appended, IReadOnlyList<string> ConsumedMessages)
{
    /// <summary>The run that decided it, if it goes on; worthless when the step is not committed.</summary>
    internal RunProgress? Progress { get; init; }
}
