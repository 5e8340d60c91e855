using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>
/// Brings one instance forward until there is nothing to do but wait. Order of a round: deliver what is committed, start activities, take what has come in, commit one step. It can be
/// killed anywhere: everything it knows is in the store, reminders go last (<see cref="Reminders"/>), and whoever comes next delivers and runs again what was not recorded as done. Another actor may work on the same instance when a lease was lost: one of them wins each commit, the other starts over.
/// </summary>
internal sealed class InstanceActor(string instanceId, ActorInbox inbox, ActorPorts ports)
{
    // Together with the decisions and the state they fit a commit.
    private const int MessagesMax = 32;
    private const int MessageBytesMax = 512 * 1024;
    private const int OutcomeBytesMax = 512 * 1024;

    private readonly HashSet<HubReminder> _reminders = [];
    private readonly HashSet<EffectKey> _running = [];
    private readonly HashSet<EffectKey> _timers = [];
    private bool _mayHaveMessages;

    /// <summary>Runs until the instance waits or somebody else has it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await RunRoundsAsync(own.Token).ConfigureAwait(false);
        }
        finally
        {
            // Activities of a session that lost its instance work for nobody.
            own.Cancel();
        }
    }

    private async Task RunRoundsAsync(CancellationToken cancellationToken)
    {
        var session = await LoadAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            // What is due is decided by one reading of the clock: a timer that this round does not fire must keep its reminder.
            var now = ports.Time.GetUtcNow();
            var plan = session is null ? Ignore() : await PrepareAsync(session, now, cancellationToken).ConfigureAwait(false);
            if (plan is not null)
            {
                session = await CommitAsync(session!, plan, now, cancellationToken).ConfigureAwait(false);
            }
            else if (_running.Count > 0)
            {
                await inbox.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (await TrySettleAsync(session, now, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
            else
            {
                session ??= await LoadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task<InstanceSession?> LoadAsync(CancellationToken cancellationToken)
    {
        _mayHaveMessages = true;
        return InstanceSession.LoadAsync(ports.Store, instanceId, cancellationToken);
    }

    /// <summary>Without an instance there is nothing to do; its reminders may be ahead of it, or left by a crash.</summary>
    private StepPlan? Ignore()
    {
        _reminders.UnionWith(inbox.Take(OutcomeBytesMax).Reminders);
        return null;
    }

    private async Task<StepPlan?> PrepareAsync(InstanceSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isDirty = await DeliverAsync(session, cancellationToken).ConfigureAwait(false);
        StartActivities(session, cancellationToken);

        var (reminders, outcomes) = inbox.Take(OutcomeBytesMax);
        _reminders.UnionWith(reminders);
        _mayHaveMessages |= reminders.Count > 0;
        // A message comes with a reminder, so the inbox is read only when one came.
        var messages = _mayHaveMessages ? await ReadMessagesAsync(cancellationToken).ConfigureAwait(false) : [];
        _mayHaveMessages = messages.Count > 0;
        return ports.Planner.Plan(session, new StepArrivals(messages, outcomes), now) ?? (isDirty ? new StepPlan(session.State, [], []) : null);
    }

    private async Task<InstanceSession?> CommitAsync(InstanceSession session, StepPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wasEnded = session.IsEnded;
        if (!await session.TryCommitAsync(plan, cancellationToken).ConfigureAwait(false))
        {
            // Somebody else was faster: start over from what is true now. Outcomes in the lost plan are lost with it, so their activities run again.
            _running.Clear();
            return await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (session.IsEnded && !wasEnded)
        {
            var start = session.Effects.Start!;
            WorkflowMeter.Ended(instanceId, start.ExecutionStarted, session.State.Created.ToDateTimeOffset(), session.State.Status, session.State.Failure);
        }

        _running.IntersectWith(session.Effects.Activities.Keys);
        await RecordTimerAsync(session, now, cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Whether there is something new to write down about it.</summary>
    private async Task<bool> DeliverAsync(InstanceSession session, CancellationToken cancellationToken)
    {
        var state = session.State;
        var before = (state.Delivered, state.IsParentTold, state.OldestGeneration);
        foreach (var record in session.Records.Skip(session.DeliveredUpTo).Where(OpenEffects.IsOutbound))
        {
            await ports.Delivery.DeliverAsync(session, record, cancellationToken).ConfigureAwait(false);
            // Moved only by a record with a message; otherwise every step would be followed by another that says so.
            state.Delivered = session.Records.Count;
        }

        session.DeliveredUpTo = session.Records.Count;
        if (session.IsEnded && state.Parent is not null && !state.IsParentTold)
        {
            await ports.Delivery.TellParentAsync(session, cancellationToken).ConfigureAwait(false);
            state.IsParentTold = true;
        }

        for (; state.OldestGeneration < state.Generation; state.OldestGeneration++)
        {
            await ports.Store.RemoveHistoryAsync(instanceId, state.OldestGeneration, cancellationToken).ConfigureAwait(false);
        }

        return before != (state.Delivered, state.IsParentTold, state.OldestGeneration);
    }

    private void StartActivities(InstanceSession session, CancellationToken cancellationToken)
    {
        foreach (var (key, scheduled) in session.Effects.Activities)
        {
            if (_running.Add(key))
            {
                var trace = session.Effects.Start?.ExecutionStarted.ParentTraceContext?.TraceParent;
                ports.Begin(() => RunActivityAsync(scheduled, trace, cancellationToken));
            }
        }
    }

    private async Task RunActivityAsync(StoredRecord scheduled, string? trace, CancellationToken cancellationToken)
    {
        await ports.ActivitySlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            inbox.Add(await ports.Activities.RunAsync(instanceId, scheduled, trace, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            ports.ActivitySlots.Release();
        }
    }

    private async Task<IReadOnlyList<HubMessage>> ReadMessagesAsync(CancellationToken cancellationToken)
    {
        var read = await ports.Store.ReadMessagesAsync(instanceId, MessagesMax, cancellationToken).ConfigureAwait(false);
        var bytes = 0;
        return [.. read.TakeWhile(message => (bytes += message.Content.Length) <= MessageBytesMax)];
    }

    /// <summary>Sees to it that the next timer has a reminder. One that is due needs none: this actor fires it before it ends.</summary>
    private async Task RecordTimerAsync(InstanceSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (session.IsEnded || session.Effects.Timers.Count == 0)
        {
            return;
        }

        var next = session.Effects.Timers.MinBy(timer => (timer.Value, timer.Key));
        var key = new EffectKey(session.State.Generation, next.Key);
        if (next.Value > now && _timers.Add(key))
        {
            await ports.Post.RemindOfTimerAsync(instanceId, next.Value, key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the reminders whose reason is done; true when nothing came in meanwhile and the actor has ended.</summary>
    private async Task<bool> TrySettleAsync(InstanceSession? session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (session is not null)
        {
            await RecordTimerAsync(session, now, cancellationToken).ConfigureAwait(false);
        }

        var done = _reminders.Where(reminder => session is not null && Reminders.IsDone(reminder, session)).ToHashSet();
        var orphans = _reminders.Where(reminder => !done.Contains(reminder) && IsOrphan(reminder, session, now)).ToArray();
        // That something never came can be said of the newest state only: an older one may not know that it came, was taken, and left work.
        if (orphans.Length > 0 && await IsCurrentAsync(session, cancellationToken).ConfigureAwait(false))
        {
            done.UnionWith(orphans);
        }

        foreach (var reminder in done)
        {
            await ports.Post.ForgetAsync(reminder, cancellationToken).ConfigureAwait(false);
            _reminders.Remove(reminder);
        }

        return inbox.TryClose();
    }

    /// <summary>A message or a start that has not come in all this time, or a timer of an instance that was purged.</summary>
    private bool IsOrphan(HubReminder reminder, InstanceSession? session, DateTimeOffset now) =>
        Reminders.MayBeAhead(reminder) ? reminder.Due <= now - ports.Grace : session is null;

    private async Task<bool> IsCurrentAsync(InstanceSession? session, CancellationToken cancellationToken) => session is null
        ? await ports.Store.FindAsync(instanceId, cancellationToken).ConfigureAwait(false) is null
        : await session.IsCurrentAsync(cancellationToken).ConfigureAwait(false);
}
