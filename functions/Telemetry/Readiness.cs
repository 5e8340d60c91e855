namespace P8e.Functions.Telemetry;

/// <summary>How the program stands.</summary>
/// <param name="IsStarted">Whether the set-up is done.</param>
/// <param name="Reasons">What is wrong; empty when nothing is.</param>
internal sealed record Readiness(bool IsStarted, IReadOnlyList<ReadinessReason> Reasons)
{
    /// <summary>Whether it should be given work.</summary>
    internal bool IsReady => IsStarted && Reasons.All(reason => !reason.IsBlocking);

    /// <summary>starting, ok, degraded (it works, but somebody should look) or failing.</summary>
    internal string Status => !IsStarted ? "starting" : !IsReady ? "failing" : Reasons.Count > 0 ? "degraded" : "ok";
}
