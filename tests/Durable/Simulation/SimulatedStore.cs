using System.Runtime.CompilerServices;
using P8e.Durable.Ports;

namespace P8e.Durable.Tests.Simulation;

/// <summary>The store as one process of a simulation reaches it: every call waits to be scheduled before and after its effect, and may fail or never return at either point.</summary>
internal sealed class SimulatedStore(IHubStore inner, SimulatedProcess process) : IHubStore
{
    public Task<HubInstance?> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        CallAsync(() => inner.FindAsync(instanceId, cancellationToken));

    public async IAsyncEnumerable<HubHistoryRow> ReadHistoryAsync(string instanceId, int generation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in await CallAsync(() => inner.ReadHistoryAsync(instanceId, generation, cancellationToken).ToArrayAsync(cancellationToken).AsTask()))
        {
            yield return row;
        }
    }

    public Task<IReadOnlyList<HubMessage>> ReadMessagesAsync(string instanceId, int atMost, CancellationToken cancellationToken) =>
        CallAsync(() => inner.ReadMessagesAsync(instanceId, atMost, cancellationToken));

    public Task AddMessageAsync(string instanceId, HubMessage message, CancellationToken cancellationToken)
    {
        process.Simulation.Remember(instanceId, message);
        return CallAsync(() => Done(inner.AddMessageAsync(instanceId, message, cancellationToken)));
    }

    public Task<string?> TryCommitAsync(HubCommit commit, CancellationToken cancellationToken) => CallAsync(() => inner.TryCommitAsync(commit, cancellationToken));

    public Task RemoveHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken) =>
        CallAsync(() => Done(inner.RemoveHistoryAsync(instanceId, generation, cancellationToken)));

    public Task<bool> TryRemoveAsync(string instanceId, string version, CancellationToken cancellationToken) =>
        CallAsync(() => inner.TryRemoveAsync(instanceId, version, cancellationToken));

    public Task AddReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) =>
        CallAsync(() => Done(inner.AddReminderAsync(shard, reminder, cancellationToken)));

    public Task<IReadOnlyList<HubReminder>> ReadRemindersAsync(int shard, HubReminder? after, int atMost, CancellationToken cancellationToken) =>
        CallAsync(() => inner.ReadRemindersAsync(shard, after, atMost, cancellationToken));

    public Task RemoveReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) =>
        CallAsync(() => Done(inner.RemoveReminderAsync(shard, reminder, cancellationToken)));

    public Task<bool> TryHoldLeaseAsync(int shard, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        CallAsync(() => inner.TryHoldLeaseAsync(shard, owner, now, until, cancellationToken));

    public Task ReleaseLeaseAsync(int shard, string owner, CancellationToken cancellationToken) =>
        CallAsync(() => Done(inner.ReleaseLeaseAsync(shard, owner, cancellationToken)));

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        await process.PauseAsync();
        var result = await call();
        await process.PauseAsync();
        return result;
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
