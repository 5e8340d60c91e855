using P8e.Durable.Wire;

namespace P8e.Durable.Replay;

/// <summary>
/// Runs an orchestrator over its history: rebuilds its state from the past events, gives it the new ones, and says what it decided (functions-host 4.2). A
/// pure function of its arguments; nothing is kept between calls.
/// </summary>
internal sealed class ReplayExecutor(OrchestratorRegistry registry, ReplayPolicy policy)
{
    /// <summary>Runs one work item. Nothing that user code does makes this throw: it becomes a FAILED completion.</summary>
    /// <param name="instanceId">Of the orchestration.</param>
    /// <param name="past">All committed events of this execution, in order.</param>
    /// <param name="recent">The events of this work item.</param>
    internal ReplayOutcome Execute(string instanceId, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> recent)
    {
        var run = Begin(instanceId);
        try
        {
            return run.Advance(past, recent);
        }
        finally
        {
            run.End();
        }
    }

    /// <summary>A run that the caller keeps and feeds.</summary>
    internal LiveRun Begin(string instanceId) => new(instanceId, registry, policy);
}
