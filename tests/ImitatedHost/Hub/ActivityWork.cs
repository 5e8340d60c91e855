namespace P8e.ImitatedHost.Hub;

/// <summary>A message of the work-item queue.</summary>
internal sealed record ActivityWork(string InstanceId, string ExecutionId, int Id, string Name, string? Input);
