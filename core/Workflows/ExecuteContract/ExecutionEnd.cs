namespace P8e.Workflows.ExecuteContract;

/// <summary>Input of <see cref="EndExecutionActivity"/>.</summary>
/// <param name="Submitted">When the request was taken, UTC.</param>
/// <param name="Contract">Wire name of the contract class.</param>
/// <param name="Scope">UUID of the scope.</param>
/// <param name="Transaction">Hash of its transaction; null when it has none in a block.</param>
/// <param name="Height">The transaction's block, or 0.</param>
/// <param name="FailedStep">The step that failed; null when it was acknowledged.</param>
/// <param name="ErrorCode">Why, as a stable code; null when it was acknowledged.</param>
public sealed record ExecutionEnd(
    DateTimeOffset Submitted, string Contract, Guid Scope, string? Transaction, long Height, string? FailedStep, string? ErrorCode);
