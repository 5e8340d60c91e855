namespace P8e.Functions.Telemetry;

/// <summary>How a timer has done in this process.</summary>
/// <param name="Period">From tick to tick.</param>
/// <param name="Seen">When it last ended a tick, or found that another instance has it.</param>
/// <param name="Began">When the tick that runs now began; null when none does.</param>
/// <param name="FailingSince">When the first of the ticks began that have failed without one that succeeded since; null when the last one succeeded.</param>
/// <param name="Code">Why the last tick failed; null when it succeeded.</param>
internal sealed record TimerSignal(TimeSpan Period, DateTimeOffset Seen, DateTimeOffset? Began = null, DateTimeOffset? FailingSince = null, string? Code = null);
