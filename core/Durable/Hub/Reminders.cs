using System.Globalization;
using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>
/// What reminders are written for. One is removed only on a fact that cannot become untrue again, because whoever removes it may know an old state of the instance: a message or start has
/// arrived, a timer has fired, an actor's work is done.
/// </summary>
internal static class Reminders
{
    private const string Message = "message:";
    private const string Start = "start:";
    private const string Timer = "timer:";
    private const string Work = "work:";

    /// <summary>That a message is in the inbox, or is about to be.</summary>
    internal static HubReminder OfMessage(DateTimeOffset now, string instanceId, string messageId) => new(now, instanceId, Message + messageId);

    /// <summary>That an execution exists, or is about to.</summary>
    internal static HubReminder OfStart(DateTimeOffset now, string instanceId, string executionId) => new(now, instanceId, Start + executionId);

    internal static HubReminder OfTimer(DateTimeOffset due, string instanceId, EffectKey timer) =>
        new(due, instanceId, string.Create(CultureInfo.InvariantCulture, $"{Timer}{timer.Generation}-{timer.Id}"));

    /// <summary>That an actor is about to commit what it has to follow up. Only that actor relies on it.</summary>
    internal static HubReminder OfWork(DateTimeOffset now, string instanceId, string actor) => new(now, instanceId, Work + actor);

    internal static bool IsWork(HubReminder reminder) => reminder.Reason.StartsWith(Work, StringComparison.Ordinal);

    /// <summary>Whether what it reminds of has been seen to by the state that the session knows, or by a later one.</summary>
    internal static bool IsDone(HubReminder reminder, InstanceSession session)
    {
        var reason = reminder.Reason;
        return reason.StartsWith(Message, StringComparison.Ordinal) ? RecentArrivals.HasMessage(session.State, reason[Message.Length..])
            : reason.StartsWith(Start, StringComparison.Ordinal) ? RecentArrivals.HasStart(session.State, reason[Start.Length..])
            : reason.StartsWith(Timer, StringComparison.Ordinal) && IsTimerDone(reason.AsSpan(Timer.Length), session);
    }

    /// <summary>Whether it may be ahead of what it reminds of, and is only left behind by a crash when it grows old.</summary>
    internal static bool MayBeAhead(HubReminder reminder) =>
        reminder.Reason.StartsWith(Message, StringComparison.Ordinal) || reminder.Reason.StartsWith(Start, StringComparison.Ordinal);

    private static bool IsTimerDone(ReadOnlySpan<char> timer, InstanceSession session)
    {
        var dash = timer.IndexOf('-');
        return int.TryParse(timer[..dash], CultureInfo.InvariantCulture, out var generation) && int.TryParse(timer[(dash + 1)..], CultureInfo.InvariantCulture, out var id)
            && (generation < session.State.Generation || session.IsEnded || session.Effects.HasFired(id));
    }
}
