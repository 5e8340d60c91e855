namespace P8e.Durable.Ports;

/// <summary>
/// Where the embedded task hub keeps instances and what waits for its time. Made for Azure Tables: everything of one instance lies in one partition, so that a step is one
/// entity-group transaction; reminders lie in a few sharded partitions in order of time, so that looking for work costs the same however many instances there are
/// (design section 6). Adapters pass <c>HubStoreConformance</c> (tests/Ports). Any method may throw <see cref="DurableException"/> or an I/O exception; the hub then forgets what
/// it knew and reads again, so a call that failed may or may not have had its effect.
/// </summary>
public interface IHubStore
{
    /// <summary>The state of an instance; null when there is none.</summary>
    Task<HubInstance?> FindAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>All history rows of one generation, in order of <see cref="HubHistoryRow.Number"/>.</summary>
    IAsyncEnumerable<HubHistoryRow> ReadHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken);

    /// <summary>The first messages to an instance in ordinal order of their ids.</summary>
    Task<IReadOnlyList<HubMessage>> ReadMessagesAsync(string instanceId, int atMost, CancellationToken cancellationToken);

    /// <summary>Adds a message; one whose id is there already is the same message.</summary>
    Task AddMessageAsync(string instanceId, HubMessage message, CancellationToken cancellationToken);

    /// <summary>Writes one step of one instance, all of it or nothing.</summary>
    /// <returns>The new version; null when the instance no longer has the expected one, and then nothing was written.</returns>
    Task<string?> TryCommitAsync(HubCommit commit, CancellationToken cancellationToken);

    /// <summary>Removes the history rows of one generation, in pieces; repeating it is harmless.</summary>
    Task RemoveHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken);

    /// <summary>Removes an instance that has the expected version, with its messages; its history goes first, by <see cref="RemoveHistoryAsync"/>.</summary>
    /// <returns>False when it has another version or is gone.</returns>
    Task<bool> TryRemoveAsync(string instanceId, string version, CancellationToken cancellationToken);

    /// <summary>Adds a reminder; an equal one is the same reminder.</summary>
    Task AddReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken);

    /// <summary>The first reminders of a shard in order of <see cref="HubReminder.Due"/>, then instance, then reason, beginning behind <paramref name="after"/>.</summary>
    Task<IReadOnlyList<HubReminder>> ReadRemindersAsync(int shard, HubReminder? after, int atMost, CancellationToken cancellationToken);

    /// <summary>Removes a reminder; one that is gone is no error.</summary>
    Task RemoveReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken);

    /// <summary>Takes or renews a lease: succeeds when it is free, has run out at <paramref name="now"/>, or is the owner's own.</summary>
    Task<bool> TryHoldLeaseAsync(int shard, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives a lease back when it is the owner's.</summary>
    Task ReleaseLeaseAsync(int shard, string owner, CancellationToken cancellationToken);
}
