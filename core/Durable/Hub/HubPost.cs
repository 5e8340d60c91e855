using Google.Protobuf;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>
/// Brings messages and starts to instances. The reminder is always written first: what is in an inbox without one would never be looked at, while a reminder without a message is
/// found and removed.
/// </summary>
internal sealed class HubPost(IHubStore store, TaskHubOptions options, TimeProvider time)
{
    /// <summary>Told of every reminder, after what it reminds of is in place: the worker of this process need not wait for its next look.</summary>
    internal event Action<HubReminder>? Reminded;

    internal async Task SendAsync(string instanceId, string messageId, StoredMessage content, CancellationToken cancellationToken)
    {
        var reminder = Reminders.OfMessage(time.GetUtcNow(), instanceId, messageId);
        await AddAsync(reminder, cancellationToken).ConfigureAwait(false);
        await store.AddMessageAsync(instanceId, new HubMessage(messageId, content.ToByteArray()), cancellationToken).ConfigureAwait(false);
        await RenewAsync(reminder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the first row of an execution, in place of an ended one when <paramref name="replaced"/> is given.</summary>
    /// <returns>False when the instance changed meanwhile; the reminder then stays, because somebody else may have started the same execution.</returns>
    internal async Task<bool> TryStartAsync(
        string instanceId, ExecutionStartedEvent start, string executionId, HubInstance? replaced, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = replaced is null ? null : InstanceStates.Read(instanceId, replaced.State);
        var state = NewState(start, executionId, before, now);
        var rows = HistoryRows.Pack(Generations.FirstRecords(instanceId, state, start, now), state.Generation, 0);
        state.NextRow = rows.Count;

        var reminder = Reminders.OfStart(now, instanceId, executionId);
        await AddAsync(reminder, cancellationToken).ConfigureAwait(false);
        var commit = new HubCommit(instanceId, replaced?.Version, state.ToByteArray()) { History = rows };
        if (await store.TryCommitAsync(commit, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        await RenewAsync(reminder, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Reminds again of an execution that nobody has begun yet: whoever started it may have died, or have been so slow that its reminder was taken for a crash's.</summary>
    internal async Task RemindOfStartAsync(string instanceId, StoredInstance state, CancellationToken cancellationToken)
    {
        if (state.Status == OrchestrationStatus.Pending)
        {
            var reminder = Reminders.OfStart(time.GetUtcNow(), instanceId, state.ExecutionId);
            await AddAsync(reminder, cancellationToken).ConfigureAwait(false);
            Reminded?.Invoke(reminder);
        }
    }

    internal async Task RemindOfTimerAsync(string instanceId, DateTimeOffset due, EffectKey timer, CancellationToken cancellationToken)
    {
        var reminder = Reminders.OfTimer(due, instanceId, timer);
        await AddAsync(reminder, cancellationToken).ConfigureAwait(false);
        Reminded?.Invoke(reminder);
    }

    internal Task ForgetAsync(HubReminder reminder, CancellationToken cancellationToken) => store.RemoveReminderAsync(ShardOf(reminder), reminder, cancellationToken);

    internal int ShardOf(HubReminder reminder) => MessageIds.Shard(reminder.InstanceId, options.Shards);

    /// <summary>What it reminds of is in place now. Was that slow, the reminder may have been removed as one without a reason, so it is written again.</summary>
    private async Task RenewAsync(HubReminder reminder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - reminder.Due > TimeSpan.FromSeconds(options.GraceSeconds) / 2)
        {
            reminder = reminder with { Due = now };
            await AddAsync(reminder, cancellationToken).ConfigureAwait(false);
        }

        Reminded?.Invoke(reminder);
    }

    private Task AddAsync(HubReminder reminder, CancellationToken cancellationToken) => store.AddReminderAsync(ShardOf(reminder), reminder, cancellationToken);

    private static StoredInstance NewState(ExecutionStartedEvent start, string executionId, StoredInstance? before, DateTimeOffset now)
    {
        var created = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now);
        var state = new StoredInstance
        {
            Name = start.Name,
            Version = start.Version,
            ExecutionId = executionId,
            Generation = (before?.Generation ?? 0) + 1,
            OldestGeneration = before?.OldestGeneration ?? 1,
            Status = OrchestrationStatus.Pending,
            Created = created,
            Updated = created,
            Parent = start.ParentInstance,
        };
        // A message that reached the ended execution must not reach the new one when it is delivered again.
        state.Recent.Add(before?.Recent ?? []);
        RecentArrivals.AddStart(state, executionId);
        return state;
    }
}
