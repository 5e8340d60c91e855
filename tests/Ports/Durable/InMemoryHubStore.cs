using System.Globalization;
using System.Runtime.CompilerServices;
using P8e.Durable.Ports;

namespace P8e.Ports.Durable;

/// <summary>The hub's store in memory, with the transactions of the real one: a commit is all or nothing. Safe for use by several threads.</summary>
public sealed class InMemoryHubStore : IHubStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HubInstance> _instances = [];
    private readonly Dictionary<string, SortedDictionary<(int Generation, int Number), HubHistoryRow>> _history = [];
    private readonly Dictionary<string, SortedDictionary<string, HubMessage>> _messages = [];
    private readonly Dictionary<int, SortedSet<HubReminder>> _reminders = [];
    private readonly Dictionary<int, (string Owner, DateTimeOffset Until)> _leases = [];
    private long _versions;

    public Task<HubInstance?> FindAsync(string instanceId, CancellationToken cancellationToken) => Locked(() => _instances.GetValueOrDefault(instanceId), cancellationToken);

    public async IAsyncEnumerable<HubHistoryRow> ReadHistoryAsync(string instanceId, int generation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await Locked<HubHistoryRow[]>(() => [.. History(instanceId).Values.Where(row => row.Generation == generation)], cancellationToken);
        foreach (var row in rows)
        {
            yield return row;
        }
    }

    public Task<IReadOnlyList<HubMessage>> ReadMessagesAsync(string instanceId, int atMost, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<HubMessage>>(() => [.. Messages(instanceId).Values.Take(atMost)], cancellationToken);

    public Task AddMessageAsync(string instanceId, HubMessage message, CancellationToken cancellationToken) =>
        Locked(() => Messages(instanceId).TryAdd(message.Id, message), cancellationToken);

    public Task<string?> TryCommitAsync(HubCommit commit, CancellationToken cancellationToken) => Locked(() =>
    {
        if (_instances.GetValueOrDefault(commit.InstanceId)?.Version != commit.ExpectedVersion)
        {
            return null;
        }

        foreach (var row in commit.History)
        {
            // Adding a row that exists is an error of the hub: the real store refuses the whole transaction.
            History(commit.InstanceId).Add((row.Generation, row.Number), row);
        }

        foreach (var id in commit.ConsumedMessages)
        {
            if (!Messages(commit.InstanceId).Remove(id))
            {
                throw new InvalidOperationException($"The hub consumes message {id} of {commit.InstanceId}, which does not exist.");
            }
        }

        var version = (++_versions).ToString(CultureInfo.InvariantCulture);
        _instances[commit.InstanceId] = new HubInstance(version, commit.State);
        return version;
    }, cancellationToken);

    public Task RemoveHistoryAsync(string instanceId, int generation, CancellationToken cancellationToken) => Locked(() =>
    {
        foreach (var key in History(instanceId).Keys.Where(key => key.Generation == generation).ToArray())
        {
            History(instanceId).Remove(key);
        }

        return true;
    }, cancellationToken);

    public Task<bool> TryRemoveAsync(string instanceId, string version, CancellationToken cancellationToken) => Locked(() =>
    {
        var isIt = _instances.GetValueOrDefault(instanceId)?.Version == version;
        return isIt && _instances.Remove(instanceId) && (_messages.Remove(instanceId) || isIt);
    }, cancellationToken);

    public Task AddReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) => Locked(() => Shard(shard).Add(reminder), cancellationToken);

    public Task<IReadOnlyList<HubReminder>> ReadRemindersAsync(int shard, HubReminder? after, int atMost, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<HubReminder>>(
            () => [.. Shard(shard).Where(reminder => after is null || Order.Instance.Compare(reminder, after) > 0).Take(atMost)], cancellationToken);

    public Task RemoveReminderAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) => Locked(() => Shard(shard).Remove(reminder), cancellationToken);

    public Task<bool> TryHoldLeaseAsync(int shard, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) => Locked(() =>
    {
        if (_leases.TryGetValue(shard, out var held) && held.Owner != owner && held.Until > now)
        {
            return false;
        }

        _leases[shard] = (owner, until);
        return true;
    }, cancellationToken);

    public Task ReleaseLeaseAsync(int shard, string owner, CancellationToken cancellationToken) =>
        Locked(() => _leases.TryGetValue(shard, out var held) && held.Owner == owner && _leases.Remove(shard), cancellationToken);

    /// <summary>How many reminders are left, in all shards.</summary>
    public int CountReminders()
    {
        lock (_gate)
        {
            return _reminders.Values.Sum(shard => shard.Count);
        }
    }

    private Task<T> Locked<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }

    private SortedDictionary<(int Generation, int Number), HubHistoryRow> History(string instanceId) => Of(_history, instanceId, static () => []);

    private SortedDictionary<string, HubMessage> Messages(string instanceId) => Of(_messages, instanceId, static () => new(StringComparer.Ordinal));

    private SortedSet<HubReminder> Shard(int shard) => Of(_reminders, shard, static () => new(Order.Instance));

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key, Func<TValue> create)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var value))
        {
            all.Add(key, value = create());
        }

        return value;
    }

    private sealed class Order : IComparer<HubReminder>
    {
        internal static readonly Order Instance = new();

        public int Compare(HubReminder? x, HubReminder? y)
        {
            var byTime = x!.Due.UtcTicks.CompareTo(y!.Due.UtcTicks);
            var byInstance = byTime != 0 ? byTime : string.CompareOrdinal(x.InstanceId, y.InstanceId);
            return byInstance != 0 ? byInstance : string.CompareOrdinal(x.Reason, y.Reason);
        }
    }
}
