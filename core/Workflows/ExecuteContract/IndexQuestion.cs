namespace P8e.Workflows.ExecuteContract;

/// <summary>Input of <see cref="ConfirmIndexActivity"/>.</summary>
/// <param name="Scope">UUID of the scope.</param>
/// <param name="Height">The block that changed it.</param>
public sealed record IndexQuestion(Guid Scope, long Height);
