using P8e.Functions.Timers;
using P8e.ObjectStore.Replication;

namespace P8e.Functions.Objects;

/// <summary>
/// Sends what waits for the stores of readers elsewhere. A new object ends the pause at once; otherwise it looks at its period, or when the first backoff ends, so that an idle store costs
/// four listings a minute.
/// </summary>
internal sealed class ReplicationTimer : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>The Functions host ends a function that takes much longer.</summary>
    private static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(2);

    private readonly Lazy<Replicator?> _replicator;
    private readonly TimeProvider _clock;

    internal ReplicationTimer(Func<StoreParts> store, StoreSettings settings, TimeProvider clock)
    {
        _clock = clock;
        _replicator = new Lazy<Replicator?>(() => store() is { Queue: { } queue } parts
            ? new Replicator(parts.Affiliate, parts.KeyTable, queue, parts.Index, parts.Blobs, settings.ToReplicationOptions(), clock)
            : null);
    }

    /// <summary>Set when there is something new to send.</summary>
    internal WakeSignal Wake { get; } = new();

    internal HostTimer Timer => new("Replicate", Period, TickAsync, Wake);

    public void Dispose()
    {
        if (_replicator is { IsValueCreated: true, Value: { } made })
        {
            made.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (_replicator.Value is not { } replicator)
        {
            return;
        }

        // What is on its way to a slow peer goes on after the tick, but the Functions host keeps no process for it, and what follows it waits for a round. So a tick lasts while there is something to do soon.
        var end = _clock.GetUtcNow() + LongestTick;
        while (await replicator.RunOnceAsync(cancellationToken) is { } next && next - _clock.GetUtcNow() < Period && _clock.GetUtcNow() < end)
        {
            await Wake.WaitAsync(next - _clock.GetUtcNow(), _clock, cancellationToken);
        }
    }
}
