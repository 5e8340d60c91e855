namespace P8e.Conformance.Durable;

/// <summary>A task of an orchestrator program.</summary>
/// <param name="Outcome">Its result as JSON, or, of a whenAny, the winning <see cref="ProgramTask"/>.</param>
/// <param name="Cancellation">Of a timer.</param>
internal sealed record ProgramTask(Task<object?> Outcome, CancellationTokenSource? Cancellation = null);
