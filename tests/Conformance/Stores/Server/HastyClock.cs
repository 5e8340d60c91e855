namespace P8e.Conformance.Stores.Server;

/// <summary>The system's clock, whose timers are in a hurry: what a recorder waited for two seconds takes a twentieth.</summary>
internal sealed class HastyClock : TimeProvider
{
    private const int Hurry = 20;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Hurry, period == Timeout.InfiniteTimeSpan ? period : period / Hurry);
}
