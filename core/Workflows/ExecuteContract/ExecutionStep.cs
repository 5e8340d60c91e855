namespace P8e.Workflows.ExecuteContract;

/// <summary>One of the ten steps.</summary>
/// <param name="Name">One of <see cref="StepName"/>.</param>
/// <param name="State">One of <see cref="StepState"/>.</param>
/// <param name="At">When it came to this state, UTC; null while it is pending or not needed.</param>
public sealed record ExecutionStep(string Name, string State, DateTimeOffset? At);
