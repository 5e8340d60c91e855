using P8e.Durable.Replay;

namespace P8e.Durable;

/// <summary>
/// All an orchestrator may use. Every answer is the same on every replay. Methods throw <see cref="DurableException"/> with
/// <see cref="DurableErrorCodes.ForeignAwait"/> on any thread but the run's own, and with <see cref="DurableErrorCodes.RunOver"/> after the outcome is decided. Tasks are
/// combined with <see cref="Task.WhenAll(Task[])"/> and <see cref="Task.WhenAny(Task[])"/>. A token ends a wait; it must be cancelled by the orchestrator itself.
/// </summary>
public sealed class OrchestrationContext
{
    private readonly OrchestrationRun _run;
    private readonly PayloadSerializer _payloads;

    internal OrchestrationContext(OrchestrationRun run, PayloadSerializer payloads)
    {
        _run = run;
        _payloads = payloads;
    }

    /// <summary>Id of this instance; at most 256 characters.</summary>
    public string InstanceId => _run.InstanceId;

    /// <summary>Name it was started under.</summary>
    public string Name => _run.Name;

    /// <summary>Version it was started with, if any.</summary>
    public string? Version => _run.Version;

    /// <summary>The orchestration that started this one, if any.</summary>
    public string? ParentInstanceId => _run.ParentInstanceId;

    /// <summary>UTC time of the event being processed; it stands still in between (functions-host 4.9).</summary>
    public DateTimeOffset UtcNow => _run.Now;

    /// <summary>True while the code repeats what it has done before.</summary>
    public bool IsReplaying => _run.IsReplaying;

    /// <summary>A GUID that is new to this instance, and the same on every replay (functions-host 4.9).</summary>
    public Guid NewGuid() => _run.NewGuid();

    /// <summary>Asks for an activity; its result, or a <see cref="DurableException"/> with its failure. A cancelled call still runs, nobody waits for it.</summary>
    public async Task<TResult> CallActivityAsync<TResult>(
        string name, object? input = null, ActivityOptions? options = null, CancellationToken cancellationToken = default) =>
        _payloads.Read<TResult>(await _run.CallActivityAsync(name, _payloads.Write(input), options, cancellationToken).ConfigureAwait(true));

    /// <summary>Asks for an activity that answers nothing.</summary>
    public Task CallActivityAsync(string name, object? input = null, ActivityOptions? options = null, CancellationToken cancellationToken = default) =>
        _run.CallActivityAsync(name, _payloads.Write(input), options, cancellationToken);

    /// <summary>Starts a child orchestration; its output, or a <see cref="DurableException"/> with its failure.</summary>
    public async Task<TResult> CallOrchestratorAsync<TResult>(
        string name, object? input = null, ChildOptions? options = null, CancellationToken cancellationToken = default) =>
        _payloads.Read<TResult>(await _run.CallChildAsync(name, _payloads.Write(input), options, cancellationToken).ConfigureAwait(true));

    /// <summary>Waits; durable, of any length (functions-host 4.8). Cancelling it leaves no trace.</summary>
    public Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken = default) => _run.WaitUntilAsync(_run.Now + delay, cancellationToken);

    /// <summary>Waits until a time; one that has passed is due at once.</summary>
    public Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken = default) => _run.WaitUntilAsync(due, cancellationToken);

    /// <summary>The next event of a name, ignoring case; the payload's default when it has none. Events that came before the wait are kept for it.</summary>
    public async Task<TPayload> WaitForEventAsync<TPayload>(string name, CancellationToken cancellationToken = default) =>
        _payloads.Read<TPayload>(await _run.WaitForEventAsync(name, null, cancellationToken).ConfigureAwait(true));

    /// <summary>The next event of a name within a time; a <see cref="TaskCanceledException"/> when none came. Zero takes only what is there; negative waits without end.</summary>
    public async Task<TPayload> WaitForEventAsync<TPayload>(string name, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _payloads.Read<TPayload>(await _run.WaitForEventAsync(name, timeout, cancellationToken).ConfigureAwait(true));

    /// <summary>Sends an event to another instance; nobody learns whether it arrived.</summary>
    public void SendEvent(string instanceId, string name, object? payload = null) => _run.SendEvent(instanceId, name, _payloads.Write(payload));

    /// <summary>What queries see of this instance; at most 8,192 characters of JSON. Null clears it.</summary>
    public void SetCustomStatus(object? status) => _run.SetCustomStatus(_payloads.Write(status));

    /// <summary>Begins again with an empty history once the orchestrator returns; its output is dropped.</summary>
    /// <param name="input">Input of the next generation.</param>
    /// <param name="preserveEvents">Whether events that nobody has read go with it.</param>
    /// <param name="newVersion">Version of the next generation; null keeps this one.</param>
    public void ContinueAsNew(object? input, bool preserveEvents = true, string? newVersion = null) =>
        _run.ContinueAsNew(_payloads.Write(input), preserveEvents, newVersion);
}
