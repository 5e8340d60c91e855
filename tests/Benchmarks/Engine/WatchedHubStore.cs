using P8e.Durable.Ports;

namespace P8e.Benchmarks.Engine;

/// <summary>Counts the calls to a store, and says when an instance has settled: the engine then removes the reminder of its start.</summary>
internal sealed class WatchedHubStore(IHubStore store) : IHubStore
{
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _calls;

    internal long Calls => Interlocked.Read(ref _calls);

    /// <summary>Completes when the next instance has settled.</summary>
    internal Task NextSettledAsync()
    {
        _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _settled.Task;
    }

    public Task<HubInstance?> FindAsync(string instanceId, CancellationToken cancellationToken) => Counted().FindAsync(instanceId, cancellationToken);

    public IAsyncEnumerable<HubHistoryRow> ReadHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken) =>
        Counted().ReadHistoryAsync(instanceId, generation, cancellationToken);

    public Task<IReadOnlyList<HubMessage>> ReadMessagesAsync(string instanceId, int atMost, CancellationToken cancellationToken) =>
        Counted().ReadMessagesAsync(instanceId, atMost, cancellationToken);

    public Task AddMessageAsync(string instanceId, HubMessage message, CancellationToken cancellationToken) => Counted().AddMessageAsync(instanceId, message, cancellationToken);

    public Task<string?> TryCommitAsync(HubCommit commit, CancellationToken cancellationToken) => Counted().TryCommitAsync(commit, cancellationToken);

    public Task RemoveHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken) =>
        Counted().RemoveHistoryAsync(instanceId, generation, cancellationToken);

    public Task<bool> TryRemoveAsync(string instanceId, string version, CancellationToken cancellationToken) => Counted().TryRemoveAsync(instanceId, version, cancellationToken);

    public Task AddReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) => Counted().AddReminderAsync(shard, reminder, cancellationToken);

    public Task<IReadOnlyList<HubReminder>> ReadRemindersAsync(int shard, HubReminder? after, int atMost, CancellationToken cancellationToken) =>
        Counted().ReadRemindersAsync(shard, after, atMost, cancellationToken);

    public async Task RemoveReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken)
    {
        await Counted().RemoveReminderAsync(shard, reminder, cancellationToken);
        _settled.TrySetResult();
    }

    public Task<bool> TryHoldLeaseAsync(int shard, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        Counted().TryHoldLeaseAsync(shard, owner, now, until, cancellationToken);

    public Task ReleaseLeaseAsync(int shard, string owner, CancellationToken cancellationToken) => Counted().ReleaseLeaseAsync(shard, owner, cancellationToken);

    private IHubStore Counted()
    {
        Interlocked.Increment(ref _calls);
        return store;
    }
}
