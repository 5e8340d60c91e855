using P8e.Execution.Wire;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox;

/// <summary>
/// The sandbox processes of this program: one for each key, started when it is first needed, kept for the next call, replaced after a fault
/// or enough work. Calls with one key run one after the other. Safe to use from many threads; dispose it to end all processes.
/// </summary>
public sealed class SandboxPool : IDisposable
{
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeper;
    private readonly SemaphoreSlim _capacity;
    private readonly Lock _lock = new();
    private readonly Dictionary<SandboxKey, SandboxLane> _lanes = [];
    private int _waiting;
    private bool _disposed;

    /// <summary>Makes a pool without processes.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SandboxPool(SandboxOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        _options = options;
        _time = time;
        _capacity = new SemaphoreSlim(options.MaxProcesses, options.MaxProcesses);
        _sweeper = time.CreateTimer(_ => Sweep(), state: null, options.IdleTime, options.IdleTime);
    }

    /// <summary>Sandbox processes that live now.</summary>
    public int Processes => _options.MaxProcesses - _capacity.CurrentCount;

    /// <summary>What a package declares (p8e-sdk 2.4).</summary>
    /// <param name="key">Whose process does it.</param>
    /// <param name="readPackage">Called when no process has the package yet.</param>
    /// <param name="cancellationToken">Ends the process too.</param>
    /// <exception cref="Protocol.Errors.P8eInputException">The package or a contract in it is not in order: codes <c>contract.*</c>.</exception>
    /// <exception cref="Protocol.Errors.P8eTransientException">The machine cannot start a process.</exception>
    public async Task<PackageDescription> DescribeAsync(
        SandboxKey key, Func<CancellationToken, Task<LoadRequest>> readPackage, CancellationToken cancellationToken) =>
        (await CallAsync<DescribedReply>(key, readPackage, new DescribeRequest(), cancellationToken).ConfigureAwait(false)).Package;

    /// <summary>Runs functions of a contract (p8e-sdk 5.2, 5.3). A function that throws is an outcome, the last one.</summary>
    /// <param name="key">Whose process does it.</param>
    /// <param name="readPackage">Called when no process has the package yet.</param>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the process too.</param>
    /// <returns>One outcome for each call in its order; fewer when one failed.</returns>
    /// <exception cref="Protocol.Errors.P8eInputException">The run as a whole failed: codes <c>contract.*</c>.</exception>
    /// <exception cref="Protocol.Errors.P8eStateException">
    /// The package has no such contract, the contract no such function; or the run was stopped at a limit, or ended its process.
    /// </exception>
    /// <exception cref="Protocol.Errors.P8eTransientException">The machine cannot start a process.</exception>
    public async Task<IReadOnlyList<FunctionOutcome>> RunAsync(
        SandboxKey key, Func<CancellationToken, Task<LoadRequest>> readPackage, RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await CallAsync<RanReply>(key, readPackage, request, cancellationToken).ConfigureAwait(false)).Outcomes;
    }

    /// <summary>Ends every process; calls that still run fail.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var lane in _lanes.Values.ToArray())
            {
                if (lane.Users == 0)
                {
                    Remove(lane);
                }
                else
                {
                    // Whoever uses it puts it away.
                    lane.Process?.Kill();
                }
            }
        }

        _sweeper.Dispose();
    }

    private async Task<T> CallAsync<T>(
        SandboxKey key, Func<CancellationToken, Task<LoadRequest>> readPackage, WireMessage request, CancellationToken cancellationToken)
        where T : WireMessage
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(readPackage);
        var lane = Enter(key);
        try
        {
            await lane.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var process = await LoadedAsync(lane, readPackage, cancellationToken).ConfigureAwait(false);
                return Expect<T>(await process.CallAsync(request, _options.CallTimeLimit, cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                EndTurn(lane);
            }
        }
        finally
        {
            Leave(lane);
        }
    }

    private async Task<SandboxProcess> LoadedAsync(
        SandboxLane lane, Func<CancellationToken, Task<LoadRequest>> readPackage, CancellationToken cancellationToken)
    {
        if (lane.Process is { IsUsable: true } ready)
        {
            return ready;
        }

        // The files first: nobody else should wait for a place that waits for a download.
        var package = await readPackage(cancellationToken).ConfigureAwait(false);
        await TakePlaceAsync(lane, cancellationToken).ConfigureAwait(false);
        var process = Start(lane);
        try
        {
            Expect<LoadedReply>(await process.CallAsync(package, _options.StartTimeLimit, cancellationToken).ConfigureAwait(false));
            return process;
        }
        catch
        {
            // A process without its package is of no use to the next call.
            lock (_lock)
            {
                Stop(lane);
            }

            throw;
        }
    }

    private static T Expect<T>(WireMessage reply)
        where T : WireMessage => reply switch
        {
            T expected => expected,
            FailureReply failure => throw SandboxErrors.From(failure),
            _ => throw SandboxErrors.Ended("it answered something else", new WireException($"{reply.GetType().Name} is not the reply.")),
        };

    private SandboxLane Enter(SandboxKey key)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes.Add(key, lane = new SandboxLane(key));
            }

            lane.Users++;
            return lane;
        }
    }

    private void EndTurn(SandboxLane lane)
    {
        lock (_lock)
        {
            // Somebody waits for a place: give ours up, even when our own queue goes on, so that nobody waits for ever.
            if (_waiting > 0 || lane.Process is { } process && MustGo(process))
            {
                Stop(lane);
            }
        }

        lane.Turn.Release();
    }

    // A fresh process takes over long before the kernel's processor limit strikes in the middle of an innocent call.
    private bool MustGo(SandboxProcess process) => !process.IsUsable
        || process.Calls > _options.CallsPerProcess
        || process.Worked > TimeSpan.FromSeconds(_options.ProcessorSeconds) / 4;

    private void Leave(SandboxLane lane)
    {
        lock (_lock)
        {
            lane.Users--;
            lane.IdleSince = _time.GetUtcNow();
            // A waiter that came after the turn ended saw this lane in use and left it alone.
            if (lane.Users == 0 && (_waiting > 0 || _disposed || lane.Process is null))
            {
                Remove(lane);
            }
        }
    }

    private async Task TakePlaceAsync(SandboxLane lane, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Stop(lane);
            if (_capacity.CurrentCount == 0 && _lanes.Values.Where(other => other.Users == 0).MinBy(other => other.IdleSince) is { } idle)
            {
                Remove(idle);
            }

            if (_capacity.Wait(0, cancellationToken))
            {
                return;
            }

            _waiting++;
        }

        try
        {
            await _capacity.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waiting--;
            }
        }
    }

    private SandboxProcess Start(SandboxLane lane)
    {
        lock (_lock)
        {
            try
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return lane.Process = SandboxProcess.Start(_options, _time);
            }
            catch
            {
                _capacity.Release();
                throw;
            }
        }
    }

    private void Sweep()
    {
        lock (_lock)
        {
            var oldest = _time.GetUtcNow() - _options.IdleTime;
            foreach (var lane in _lanes.Values.Where(lane => lane.Users == 0 && lane.IdleSince <= oldest).ToArray())
            {
                Remove(lane);
            }
        }
    }

    private void Remove(SandboxLane lane)
    {
        Stop(lane);
        _lanes.Remove(lane.Key);
        lane.Dispose();
    }

    private void Stop(SandboxLane lane)
    {
        if (lane.Process is { } process)
        {
            lane.Process = null;
            process.Dispose();
            _capacity.Release();
        }
    }
}
