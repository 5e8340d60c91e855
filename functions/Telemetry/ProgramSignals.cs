using System.Collections.Concurrent;
using P8e.Azure.Telemetry;
using P8e.Azure.Vault;
using P8e.Durable;
using P8e.Functions.Hosting;
using P8e.Functions.Timers;
using P8e.Protocol.Errors;
using P8e.Workflows.FollowChain;

namespace P8e.Functions.Telemetry;

/// <summary>What the parts of this process last did, in memory: readiness and gauges read it and call nobody. Thread-safe.</summary>
internal sealed class ProgramSignals(TimeProvider clock)
{
    /// <summary>Many times the follower's period in either shape.</summary>
    private static readonly TimeSpan OwnFor = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TimerSignal> _timers = new(StringComparer.Ordinal);
    private FollowerSignal? _follower;

    internal IEnumerable<KeyValuePair<string, TimerSignal>> Timers => _timers.OrderBy(timer => timer.Key, StringComparer.Ordinal);

    /// <summary>Null before the first run in this process, and when the last one is so long ago that another instance follows.</summary>
    internal FollowerSignal? Follower => Volatile.Read(ref _follower) is { } found && clock.GetUtcNow() - found.At < OwnFor ? found : null;

    /// <summary>How calls of the vault have gone; null while no key lies there or none was asked for.</summary>
    internal ServiceCalls? Vault { get; private set; }

    /// <summary>The same vault, its calls watched.</summary>
    internal VaultClients Watch(VaultClients vault)
    {
        Vault = vault.Calls;
        return vault;
    }

    /// <summary>The same timer, its ticks watched.</summary>
    internal HostTimer Watch(HostTimer timer)
    {
        _timers[timer.Name] = new TimerSignal(timer.Period, clock.GetUtcNow());
        return timer with { TickAsync = token => TickAsync(timer, token), Elsewhere = () => Set(timer, known => new TimerSignal(known.Period, clock.GetUtcNow())) };
    }

    /// <summary>Takes down what a run of the chain's timer found; also after one that failed half-way.</summary>
    internal void Note(ChainRun run)
    {
        if (run.Followed is { } followed)
        {
            Note(new FollowerSignal(clock.GetUtcNow(), followed.Height, followed.LatestHeight, followed.BlockTime ?? _follower?.BlockTime, run.OpenRows));
        }
    }

    internal void Note(FollowerSignal found) => Volatile.Write(ref _follower, found);

    private async Task TickAsync(HostTimer timer, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        Set(timer, known => known with { Began = began });
        try
        {
            await timer.TickAsync(cancellationToken);
            Set(timer, known => new TimerSignal(known.Period, clock.GetUtcNow()));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Set(timer, known => known with { Began = null, Seen = clock.GetUtcNow() });
            throw;
        }
        catch (Exception error)
        {
            Set(timer, known => known with { Began = null, Seen = clock.GetUtcNow(), FailingSince = known.FailingSince ?? began, Code = CodeOf(error) });
            throw;
        }
    }

    private void Set(HostTimer timer, Func<TimerSignal, TimerSignal> change) => _timers[timer.Name] = change(_timers[timer.Name]);

    private static string CodeOf(Exception error) => TroubleText.Unwrap(error) switch
    {
        P8eException known => known.Code,
        DurableException durable => durable.Code,
        _ => ErrorCodes.InternalFailed,
    };
}
