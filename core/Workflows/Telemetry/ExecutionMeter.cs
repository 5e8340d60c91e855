using System.Diagnostics.Metrics;
using P8e.Workflows.Ports;

namespace P8e.Workflows;

/// <summary>Counts of executions by how they ended. An end that is written again after a crash counts again.</summary>
public static class ExecutionMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "P8e.Workflows";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> EndedCount =
        Meter.CreateCounter<long>("p8e.executions.ended", "{execution}", "Executions that ended, by affiliate and state; a failed one with its step and code.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("p8e.execution.duration", "s", "From submission to the end, by state.");

    internal static void Ended(string affiliate, ExecutionRow row, DateTimeOffset now)
    {
        if (!EndedCount.Enabled && !Duration.Enabled)
        {
            return;
        }

        KeyValuePair<string, object?> state = new("p8e.execution.state", row.State == ExecutionState.Completed ? "completed" : "failed");
        if (row.ErrorCode is null)
        {
            EndedCount.Add(1, new("p8e.affiliate", affiliate), state);
        }
        else
        {
            EndedCount.Add(1, new("p8e.affiliate", affiliate), state, new("p8e.execution.step", row.FailedStep), new("error.type", row.ErrorCode));
        }

        Duration.Record((now - row.Submitted).TotalSeconds, state);
    }
}
