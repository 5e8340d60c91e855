using System.Diagnostics.Metrics;
using P8e.Durable.Wire;

namespace P8e.Durable;

/// <summary>Counts of workflows and activities. Repeats after crashes count again: what matters is how much was done and how it went.</summary>
internal static class WorkflowMeter
{
    private static readonly Meter Meter = new(WorkflowTrace.SourceName);

    private static readonly Counter<long> EndedCount =
        Meter.CreateCounter<long>("p8e.workflow.ended", "{workflow}", "Workflows that ended, by name and state.");

    private static readonly Histogram<double> ActivityDuration =
        Meter.CreateHistogram<double>("p8e.activity.duration", "s", "Runs of activities, by name; error.type is the code of a failed one.");

    private static readonly UpDownCounter<long> ActiveCount =
        Meter.CreateUpDownCounter<long>("p8e.hub.instances.active", "{workflow}", "Workflows that the embedded task hub of this process is working on.");

    internal static void Activity(string name, double seconds, string? error)
    {
        if (!ActivityDuration.Enabled)
        {
            return;
        }

        KeyValuePair<string, object?> activity = new(WorkflowTrace.ActivityAttribute, name);
        if (error is null)
        {
            ActivityDuration.Record(seconds, activity);
        }
        else
        {
            ActivityDuration.Record(seconds, activity, new(WorkflowTrace.ErrorAttribute, error));
        }
    }

    internal static void Active(int change) => ActiveCount.Add(change);

    /// <summary>A workflow has ended: its span and its count.</summary>
    internal static void Ended(string instanceId, ExecutionStartedEvent start, DateTimeOffset started, OrchestrationStatus status, TaskFailureDetails? failure)
    {
        var state = StateOf(status);
        WorkflowTrace.End(start.Name, instanceId, start.ParentTraceContext?.TraceParent, started, state, status == OrchestrationStatus.Failed ? CodeOf(failure) : null);
        EndedCount.Add(1, new(WorkflowTrace.NameAttribute, start.Name), new(WorkflowTrace.StateAttribute, state));
    }

    /// <summary>A stable code, or the name of an exception's type.</summary>
    internal static string CodeOf(TaskFailureDetails? failure) => failure is null ? DurableErrorCodes.EngineFailed : failure.ErrorType;

    private static string StateOf(OrchestrationStatus status) => status switch
    {
        OrchestrationStatus.Completed => "completed",
        OrchestrationStatus.Failed => "failed",
        OrchestrationStatus.Terminated => "terminated",
        _ => "canceled",
    };
}
