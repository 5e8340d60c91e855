using P8e.Functions.Affiliates;
using P8e.Functions.Timers;
using P8e.ObjectStore.Replication;

namespace P8e.Functions.Objects;

/// <summary>
/// Sends what waits for the stores of readers elsewhere. A new object ends the pause at once; otherwise it looks at its period, or when the first backoff ends. Under the host, where every
/// tick is paid for and nothing ends a pause, that is once a minute.
/// </summary>
internal sealed class ReplicationTimer : IDisposable
{
    private static readonly TimeSpan UsualPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PeriodUnderTheHost = TimeSpan.FromSeconds(60);

    /// <summary>The Functions host ends a function that takes much longer.</summary>
    private static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(2);

    private readonly Func<CancellationToken, ValueTask<IReadOnlyList<AffiliateParts>>> _affiliates;
    private readonly StoreSettings _settings;
    private readonly Dictionary<StoreParts, Replicator> _replicators = [];
    private readonly TimeProvider _clock;
    private readonly TimeSpan _period;

    internal ReplicationTimer(Func<CancellationToken, ValueTask<IReadOnlyList<AffiliateParts>>> affiliates, StoreSettings settings, TimeProvider clock, bool isUnderTheHost)
    {
        _period = isUnderTheHost ? PeriodUnderTheHost : UsualPeriod;
        _affiliates = affiliates;
        _settings = settings;
        _clock = clock;
    }

    /// <summary>Set when there is something new to send.</summary>
    internal WakeSignal Wake { get; } = new();

    internal HostTimer Timer => new("Replicate", _period, TickAsync, Wake);

    public void Dispose()
    {
        foreach (var made in _replicators.Values)
        {
            made.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var replicators = (await _affiliates(cancellationToken)).Select(affiliate => Find(affiliate.Store)).OfType<Replicator>().ToList();
        // What is on its way to a slow peer goes on after the tick, but the Functions host keeps no process for it, and what follows it waits for a round. So a tick lasts while there is something to do soon.
        var end = _clock.GetUtcNow() + LongestTick;
        while (await RunOnceAsync(replicators, cancellationToken) is { } next && next - _clock.GetUtcNow() < UsualPeriod && _clock.GetUtcNow() < end)
        {
            await Wake.WaitAsync(next - _clock.GetUtcNow(), _clock, cancellationToken);
        }
    }

    /// <summary>A round of each affiliate.</summary>
    /// <returns>When the first of them has something to do again.</returns>
    private static async Task<DateTimeOffset?> RunOnceAsync(List<Replicator> replicators, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null;
        await EachAffiliate.RunAsync(replicators, async replicator =>
        {
            var next = await replicator.RunOnceAsync(cancellationToken);
            first = first is null || next < first ? next ?? first : first;
        });
        return first;
    }

    private Replicator? Find(StoreParts store)
    {
        if (store.Queue is { } queue && !_replicators.ContainsKey(store))
        {
            _replicators[store] = new Replicator(store.Affiliate, store.KeyTable, queue, store.Index, store.Blobs, _settings.ToReplicationOptions(), _clock);
        }

        return _replicators.GetValueOrDefault(store);
    }
}
