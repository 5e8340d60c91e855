using Microsoft.Extensions.Logging;
using P8e.Durable;
using P8e.Durable.Ports;
using P8e.Functions.Timers;

namespace P8e.Functions.Hosting;

/// <summary>What the standalone shape does on its own: the embedded hub's work and the timers, as its roles say.</summary>
internal sealed partial class StandaloneWork : IDisposable
{
    private readonly TaskHubWorker? _worker;
    private readonly List<TimerLoop> _timers = [];
    private readonly ILogger _log;

    internal StandaloneWork(ProgramOptions options, ProgramParts parts, TaskHubClient client, IHubStore store, TimeProvider clock, ILogger<StandaloneWork> log)
    {
        _log = log;
        // Two running processes never have the same; one that comes back after a pause still has its own.
        var owner = options.Host.Instance ?? Guid.CreateVersion7().ToString("N");
        if (options.Host.Roles.HasFlag(HostRoles.Hub))
        {
            _worker = new TaskHubWorker(client, parts.Orchestrators, parts.Activities, owner, (instance, error) => LogHubFailed(_log, instance, TroubleText.Of(error)));
        }

        if (options.Host.Roles.HasFlag(HostRoles.Timers))
        {
            _timers.AddRange(parts.Timers.Select(timer =>
                new TimerLoop(timer, new TimerLease(store, timer.Name, owner), clock, (name, error) => LogTimerFailed(_log, name, TroubleText.Of(error)))));
        }
    }

    /// <summary>Works until it is cancelled. The end of one part by a fault ends all: the fault is thrown.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = _timers.Select(timer => timer.RunAsync(all.Token)).ToList();
        running.Add(_worker?.RunAsync(all.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, all.Token));
        var first = await Task.WhenAny(running);
        await all.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    /// <inheritdoc/>
    public void Dispose() => _worker?.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "task hub, instance '{InstanceId}', is tried again: {Trouble}")]
    private static partial void LogHubFailed(ILogger log, string instanceId, string trouble);

    [LoggerMessage(Level = LogLevel.Error, Message = "timer {Name} comes again at its time: {Trouble}")]
    private static partial void LogTimerFailed(ILogger log, string name, string trouble);
}
