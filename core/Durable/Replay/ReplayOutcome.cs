using P8e.Durable.Wire;

namespace P8e.Durable.Replay;

/// <summary>What one run of an orchestrator decided.</summary>
/// <param name="Actions">In ascending id, the completion included; empty while suspended.</param>
/// <param name="CustomStatus">As user code last set it; null clears the stored one.</param>
/// <param name="IsSuspended">Whether the instance waits to be resumed.</param>
internal sealed record ReplayOutcome(IReadOnlyList<OrchestratorAction> Actions, string? CustomStatus, bool IsSuspended)
{
    /// <summary>The completion among the actions.</summary>
    internal CompleteOrchestrationAction? Completion =>
        Actions.LastOrDefault(action => action.CompleteOrchestration is not null)?.CompleteOrchestration;
}
