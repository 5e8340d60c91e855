using P8e.Durable.Wire;

namespace P8e.Durable.Replay;

/// <summary>
/// A run that can go on: fed its history in pieces, it decides what a run over the whole would, because events reach it in the same order. So whoever keeps an instance in memory looks at
/// each event once, and a chain of n activities costs n steps instead of n²/2 replayed ones. One thread at a time, which may be another for each piece.
/// </summary>
internal sealed class LiveRun(string instanceId, OrchestratorRegistry registry, ReplayPolicy policy)
{
    private readonly OrchestrationRun _run = new(instanceId, registry, policy);

    /// <summary>Goes on. Nothing that user code does makes this throw: it becomes a FAILED completion.</summary>
    /// <param name="past">Committed events that this run has not seen, in order.</param>
    /// <param name="recent">The events of this work item.</param>
    internal ReplayOutcome Advance(IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> recent)
    {
        var before = SynchronizationContext.Current;
        _run.Scheduler.Enter();
        SynchronizationContext.SetSynchronizationContext(_run.Scheduler);
        try
        {
            _run.Process(past, isReplaying: true);
            _run.Process(recent, isReplaying: false);
            return _run.Finish();
        }
        finally
        {
            _run.Scheduler.Leave();
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Ends it: whatever user code does later is dropped.</summary>
    internal void End() => _run.Scheduler.Close();
}
