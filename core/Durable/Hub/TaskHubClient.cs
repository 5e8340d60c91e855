using P8e.Durable.Hub;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;
using P8e.Durable.Wire;

namespace P8e.Durable;

/// <summary>The client of the embedded task hub. Safe for use by several threads and processes over one store.</summary>
/// <param name="store">The hub's store.</param>
/// <param name="options">The same for every process of the hub.</param>
/// <param name="time">The clock.</param>
/// <param name="newId">Ids that nobody else has.</param>
public sealed class TaskHubClient(IHubStore store, TaskHubOptions options, TimeProvider time, Func<Guid> newId) : IOrchestrationClient
{
    private long _lastSending;

    internal IHubStore Store => store;

    internal TaskHubOptions Options => options;

    internal TimeProvider Time => time;

    internal HubPost Post { get; } = new(store, options, time);

    /// <inheritdoc/>
    public async Task<bool> StartAsync(string instanceId, string orchestrator, string? input, ExistingInstance existing, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckInstanceId(instanceId);
        OrchestrationRules.CheckName(orchestrator);
        OrchestrationRules.CheckPayload(input, options.PayloadBytesMax);
        var executionId = newId().ToString("N");
        using var span = WorkflowTrace.Start(orchestrator, instanceId);
        while (true)
        {
            var found = await store.FindAsync(instanceId, cancellationToken).ConfigureAwait(false);
            var state = found is null ? null : InstanceStates.Read(instanceId, found.State);
            if (state is not null && (existing == ExistingInstance.Keep || !InstanceStates.IsEnded(state.Status) || RecentArrivals.HasStart(state, executionId)))
            {
                await Post.RemindOfStartAsync(instanceId, state, cancellationToken).ConfigureAwait(false);
                // It may be our own start of the round before, whose answer was lost.
                return RecentArrivals.HasStart(state, executionId);
            }

            var start = new ExecutionStartedEvent { Name = orchestrator, Input = input, ParentTraceContext = Trace() };
            if (await Post.TryStartAsync(instanceId, start, executionId, found, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<InstanceView?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckInstanceId(instanceId);
        return await store.FindAsync(instanceId, cancellationToken).ConfigureAwait(false) is { } found
            ? InstanceStates.View(instanceId, InstanceStates.Read(instanceId, found.State))
            : null;
    }

    /// <inheritdoc/>
    public Task RaiseEventAsync(string instanceId, string name, string? payload, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckName(name);
        OrchestrationRules.CheckPayload(payload, options.PayloadBytesMax);
        return TellAsync(instanceId, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = name, Input = payload } }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckPayload(reason, options.PayloadBytesMax);
        return TellAsync(instanceId, new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = reason } }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckPayload(reason, options.PayloadBytesMax);
        return TellAsync(instanceId, new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason } }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckPayload(reason, options.PayloadBytesMax);
        return TellAsync(instanceId, new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = reason } }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckInstanceId(instanceId);
        if (await store.FindAsync(instanceId, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return false;
        }

        var state = InstanceStates.Read(instanceId, found.State);
        if (!InstanceStates.IsEnded(state.Status))
        {
            throw new DurableException(DurableErrorCodes.InstanceStateConflict, $"Purging instance '{instanceId}': it has not ended. Terminate it first.");
        }

        // Old generations first: once the row is gone nobody knows of them. The state row last, and only if nothing was started in its place.
        for (var generation = state.OldestGeneration; generation <= state.Generation; generation++)
        {
            await store.RemoveHistoryAsync(instanceId, generation, cancellationToken).ConfigureAwait(false);
        }

        return await store.TryRemoveAsync(instanceId, found.Version, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellAsync(string instanceId, HistoryEvent happened, CancellationToken cancellationToken)
    {
        var view = await FindAsync(instanceId, cancellationToken).ConfigureAwait(false)
            ?? throw new DurableException(DurableErrorCodes.InstanceNotFound, $"Telling instance '{instanceId}' something: there is no such instance. Start it first.");
        if (view.IsEnded)
        {
            throw new DurableException(DurableErrorCodes.InstanceStateConflict, $"Telling instance '{instanceId}' something: it has ended as {view.Status}.");
        }

        happened.EventId = -1;
        await Post.SendAsync(instanceId, MessageIds.Fresh(NextSending(), newId()), new StoredMessage { Event = happened }, cancellationToken).ConfigureAwait(false);
    }

    private static TraceContext? Trace() => WorkflowTrace.Current is { } current ? new TraceContext { TraceParent = current } : null;

    /// <summary>Times of sending that only go up, so that what one client sends one after the other stays in order.</summary>
    private DateTimeOffset NextSending()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _lastSending);
            var next = Math.Max(time.GetUtcNow().UtcTicks, last + 1);
            if (Interlocked.CompareExchange(ref _lastSending, next, last) == last)
            {
                return new DateTimeOffset(next, TimeSpan.Zero);
            }
        }
    }
}
