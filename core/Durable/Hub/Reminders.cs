using System.Globalization;
using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>
/// What reminders are written for, and when one may go. Two rules together lose no work. An actor removes reminders only when the instance, as it knows it, has nothing left to do; and only
/// those whose reason that state has seen to, which stays true however old the state is. So: work that is open now began with a step on a state without work; what that step saw to has its
/// reminder still, because every state since then has work. What never arrives is the exception: see InstanceActor.
/// </summary>
internal static class Reminders
{
    private const string Message = "message:";
    private const string Start = "start:";
    private const string Timer = "timer:";

    /// <summary>That a message is in the inbox, or is about to be.</summary>
    internal static HubReminder OfMessage(DateTimeOffset now, string instanceId, string messageId) => new(now, instanceId, Message + messageId);

    /// <summary>That an execution exists, or is about to.</summary>
    internal static HubReminder OfStart(DateTimeOffset now, string instanceId, string executionId) => new(now, instanceId, Start + executionId);

    internal static HubReminder OfTimer(DateTimeOffset due, string instanceId, EffectKey timer) =>
        new(due, instanceId, string.Create(CultureInfo.InvariantCulture, $"{Timer}{timer.Generation}-{timer.Id}"));

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
