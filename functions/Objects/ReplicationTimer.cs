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
    private readonly Lazy<Replicator?> _replicator;

    internal ReplicationTimer(Func<StoreParts> store, StoreSettings settings, TimeProvider clock) => _replicator = new Lazy<Replicator?>(() =>
        store() is { Queue: { } queue } parts
            ? new Replicator(parts.Affiliate, parts.KeyTable, queue, parts.Index, parts.Blobs, settings.ToReplicationOptions(), clock)
            : null);

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
        if (_replicator.Value is { } replicator)
        {
            await replicator.RunOnceAsync(cancellationToken);
        }
    }
}
