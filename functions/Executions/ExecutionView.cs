using P8e.Durable;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Executions;

/// <summary>An execution as its workflow shows it.</summary>
/// <param name="Instance">The workflow.</param>
/// <param name="Progress">Its steps; null before the first.</param>
internal sealed record ExecutionView(InstanceView Instance, ExecutionStatus? Progress);
