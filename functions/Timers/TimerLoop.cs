namespace P8e.Functions.Timers;

/// <summary>
/// Runs a timer in the standalone shape. Whoever holds the lease ticks; it is kept from one tick to the next, so that several instances together tick as often as one.
/// </summary>
/// <param name="timer">What to do.</param>
/// <param name="lease">Its lease.</param>
/// <param name="clock">The clock.</param>
/// <param name="report">Told of a tick that failed; the next one comes at its time.</param>
internal sealed class TimerLoop(HostTimer timer, TimerLease lease, TimeProvider clock, Action<string, Exception> report)
{
    /// <summary>Shortest lease: longer than a pause of the process that nobody would call its end.</summary>
    internal static readonly TimeSpan LeaseMin = TimeSpan.FromSeconds(60);

    private readonly WakeSignal _wake = timer.Wake ?? new WakeSignal();

    private TimeSpan LeaseSpan => timer.Period > LeaseMin ? timer.Period : LeaseMin;

    /// <summary>Runs until it is cancelled; gives the lease back.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var started = clock.GetUtcNow();
                try
                {
                    await TryTickAsync(cancellationToken);
                }
                catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    report(timer.Name, error);
                }

                await _wake.WaitAsync(started + timer.Period - clock.GetUtcNow(), clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync();
        }
    }

    /// <summary>One tick, when nobody else has the lease.</summary>
    /// <returns>Whether it ticked.</returns>
    internal async Task<bool> TryTickAsync(CancellationToken cancellationToken)
    {
        if (!await HoldAsync(cancellationToken))
        {
            timer.Elsewhere?.Invoke();
            return false;
        }

        using var ticking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAsync(ticking);
        try
        {
            await timer.TickAsync(ticking.Token);
        }
        finally
        {
            await ticking.CancelAsync();
            await keeping;
        }

        return true;
    }

    /// <summary>A lease that cannot be given back runs out.</summary>
    private async Task ReleaseAsync()
    {
        try
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            report(timer.Name, error);
        }
    }

    private Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return lease.TryHoldAsync(now, now + LeaseSpan, cancellationToken);
    }

    /// <summary>Renews the lease while the tick runs, and breaks the tick off when it is lost: somebody else may be ticking already.</summary>
    private async Task KeepAsync(CancellationTokenSource ticking)
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseSpan / 3, clock, ticking.Token);
                if (!await HoldAsync(ticking.Token))
                {
                    await ticking.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (ticking.IsCancellationRequested)
        {
            // The tick is over.
        }
        catch (Exception error)
        {
            report(timer.Name, error);
            await ticking.CancelAsync();
        }
    }
}
