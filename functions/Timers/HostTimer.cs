namespace P8e.Functions.Timers;

/// <summary>Work that comes again. Under the Functions host its function.json says when, and the host keeps it to one instance; standalone a lease does.</summary>
/// <param name="Name">Of the function; a letter, then letters, digits, <c>_</c> or <c>-</c>.</param>
/// <param name="Period">From tick to tick; at least one second.</param>
/// <param name="TickAsync">One tick. It must be safe to repeat and to break off at any point.</param>
/// <param name="Wake">Ends a pause early, standalone only; null when nothing does.</param>
internal sealed record HostTimer(string Name, TimeSpan Period, Func<CancellationToken, Task> TickAsync, WakeSignal? Wake = null)
{
    /// <summary>Told, standalone, when another instance has the timer at the moment.</summary>
    internal Action? Elsewhere { get; init; }
}
