namespace P8e.Durable;

/// <summary>What an activity knows of its call.</summary>
/// <param name="InstanceId">The orchestration that asked.</param>
/// <param name="Name">The activity's registered name.</param>
public sealed record ActivityContext(string InstanceId, string Name);
