using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Wire;

namespace P8e.Durable.Replay;

/// <summary>What user code may ask for (functions-host 4.5, 4.8 to 4.10). Every call decides its ids before it first waits.</summary>
internal sealed partial class OrchestrationRun
{
    // The host keeps 16 KB of UTF-16 (functions-host 3.3).
    private const int CustomStatusCharsMax = 8 * 1024;

    private DateTimeOffset _now;
    private int _guids;

    internal string InstanceId { get; }

    internal string Name { get; private set; } = string.Empty;

    internal string? Version { get; private set; }

    internal string? ParentInstanceId { get; private set; }

    internal string? CustomStatus { get; private set; }

    internal bool IsReplaying { get; private set; }

    internal DateTimeOffset Now
    {
        get => _now;
        private set => _now = value;
    }

    internal Guid NewGuid()
    {
        EnsureUsable();
        return DeterministicGuid.Create(InstanceId, Now, _guids++);
    }

    internal Task<string?> CallActivityAsync(string name, string? input, ActivityOptions? options, CancellationToken cancellationToken)
    {
        EnsureUsable();
        ArgumentException.ThrowIfNullOrEmpty(name);
        var payload = _policy.ActivityPayloads == ActivityPayloads.Enveloped ? ActivityEnvelope.WrapInput(input, _trace) : input;
        return RetryAsync(options?.Retry, ScheduleAsync, cancellationToken);

        async Task<string?> ScheduleAsync()
        {
            var action = new ScheduleTaskAction { Name = name, Input = payload, Version = options?.Version };
            Label(action.Tags, options?.Tags);
            var id = _nextId++;
            var result = OpenAsync(new OrchestratorAction { Id = id, ScheduleTask = action }, name, cancellationToken);
            return _policy.ActivityPayloads == ActivityPayloads.Enveloped
                ? ActivityEnvelope.UnwrapResult(name, id, await result.ConfigureAwait(true))
                : await result.ConfigureAwait(true);
        }
    }

    internal Task<string?> CallChildAsync(string name, string? input, ChildOptions? options, CancellationToken cancellationToken)
    {
        EnsureUsable();
        ArgumentException.ThrowIfNullOrEmpty(name);
        return RetryAsync(options?.Retry, ScheduleAsync, cancellationToken);

        Task<string?> ScheduleAsync()
        {
            var action = new CreateSubOrchestrationAction
            {
                Name = name,
                InstanceId = options?.InstanceId ?? NewGuid().ToString("N"),
                Input = input,
                Version = options?.Version,
                ParentTraceContext = _trace is null ? null : new TraceContext { TraceParent = _trace },
            };
            Label(action.Tags, options?.Tags);
            return OpenAsync(new OrchestratorAction { Id = _nextId++, CreateSubOrchestration = action }, name, cancellationToken);
        }
    }

    /// <summary>A timer, in pieces when it is longer than one may be; each piece takes its number when it begins (functions-host 4.8).</summary>
    internal async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        EnsureUsable();
        while (due - Now > _policy.TimerIntervalMax)
        {
            await TimerAsync(Now + _policy.TimerIntervalMax, cancellationToken).ConfigureAwait(true);
        }

        await TimerAsync(due, cancellationToken).ConfigureAwait(true);
    }

    internal Task<string?> WaitForEventAsync(string name, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        EnsureUsable();
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_events.TryTake(name, out var payload))
        {
            return Task.FromResult(payload);
        }

        // A wait of no time cannot be won any more, and needs no timer to say so.
        return timeout == TimeSpan.Zero || cancellationToken.IsCancellationRequested ? Task.FromCanceled<string?>(new CancellationToken(canceled: true))
            : timeout > TimeSpan.Zero ? WaitForEventAsync(name, Now + timeout.Value, cancellationToken)
            : WaitForEventAsync(name, cancellationToken);
    }

    internal void SendEvent(string instanceId, string name, string? data)
    {
        EnsureUsable();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var action = new OrchestratorAction
        {
            Id = _nextId++,
            SendEvent = new SendEventAction { Instance = new OrchestrationInstance { InstanceId = instanceId }, Name = name, Data = data },
        };
        _pending.Add(action.Id, action);
    }

    internal void SetCustomStatus(string? status)
    {
        EnsureUsable();
        if (status?.Length > CustomStatusCharsMax)
        {
            throw new DurableException(
                DurableErrorCodes.LimitExceeded,
                $"Setting a custom status of {status.Length} characters: at most {CustomStatusCharsMax} are kept. Keep a reference in it instead.");
        }

        CustomStatus = status;
    }

    internal void ContinueAsNew(string? input, bool preservesEvents, string? newVersion)
    {
        EnsureUsable();
        _preservesEvents = preservesEvents;
        _continuation = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.ContinuedAsNew, Result = input, NewVersion = newVersion };
    }

    /// <summary>Guards every use of the context: on the run's own thread, while it lasts, before the outcome is decided.</summary>
    internal void EnsureUsable()
    {
        var isOver = Scheduler.IsClosed || _completion is not null;
        if (isOver || !Scheduler.IsOwnThread())
        {
            throw isOver
                ? new DurableException(DurableErrorCodes.RunOver, "The context of an orchestrator was used after its outcome was decided. Keep no reference to it.")
                : new DurableException(DurableErrorCodes.ForeignAwait, ForeignAwaitText);
        }
    }

    private Task<string?> TimerAsync(DateTimeOffset due, CancellationToken cancellationToken) => OpenAsync(
        new OrchestratorAction { Id = _nextId++, CreateTimer = new CreateTimerAction { FireAt = due.ToTimestamp() } }, "timer", cancellationToken);

    private static void Label(MapField<string, string> tags, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var (name, value) in labels ?? Enumerable.Empty<KeyValuePair<string, string>>())
        {
            tags.Add(name, value);
        }
    }

    /// <summary>Notes a decision and waits for its outcome. A cancelled timer that the history does not know yet is as if it had never been.</summary>
    private async Task<string?> OpenAsync(OrchestratorAction action, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var task = new OpenTask(action.Id, action.OrchestratorActionTypeCase, name, new TaskCompletionSource<string?>());
        _pending.Add(action.Id, action);
        _open.Add(action.Id, task);
        using var registration = cancellationToken.Register(() =>
        {
            EnsureUsable();
            if (_open.Remove(action.Id))
            {
                if (action.CreateTimer is not null)
                {
                    _pending.Remove(action.Id);
                }

                task.Source.SetCanceled(cancellationToken);
            }
        });
        return await task.Source.Task.ConfigureAwait(true);
    }

    private async Task<string?> WaitForEventAsync(string name, CancellationToken cancellationToken)
    {
        var waiter = _events.Wait(name);
        using var registration = cancellationToken.Register(() =>
        {
            EnsureUsable();
            if (_events.Remove(waiter))
            {
                waiter.Value.SetCanceled(cancellationToken);
            }
        });
        return await waiter.Value.Task.ConfigureAwait(true);
    }

    private async Task<string?> WaitForEventAsync(string name, DateTimeOffset until, CancellationToken cancellationToken)
    {
        using var loser = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var raised = WaitForEventAsync(name, loser.Token);
        var elapsed = WaitUntilAsync(until, loser.Token);
        await Task.WhenAny(raised, elapsed).ConfigureAwait(true);
        // Ends the timer of an event that came, or the wait for one that did not. Not CancelAsync: it would leave the thread.
        loser.Cancel();
        return await raised.ConfigureAwait(true);
    }

    private async Task<string?> RetryAsync(RetryPolicy? policy, Func<Task<string?>> call, CancellationToken cancellationToken)
    {
        var first = Now;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await call().ConfigureAwait(true);
            }
            catch (DurableException error) when (error.Failure is not null && policy?.AllowsAnother(attempts, error.Failure, Now - first) == true)
            {
                await WaitUntilAsync(Now + policy.DelayAfter(attempts), cancellationToken).ConfigureAwait(true);
            }
        }
    }
}
