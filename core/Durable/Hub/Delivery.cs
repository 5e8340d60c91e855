using P8e.Durable.Failures;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>Brings what an instance has committed to others: events, starts of children, the outcome to its parent. Doing it again changes nothing at the receiver.</summary>
internal sealed class Delivery(IHubStore store, HubPost post)
{
    internal async Task DeliverAsync(InstanceSession session, StoredRecord record, CancellationToken cancellationToken)
    {
        if (record.Event.EventSent is { } sent)
        {
            var told = new StoredMessage { Event = new HistoryEvent { EventId = -1, EventRaised = new EventRaisedEvent { Name = sent.Name, Input = sent.Input } } };
            await TellAsync(sent.InstanceId, IdOf(session, record), told, cancellationToken).ConfigureAwait(false);
        }
        else if (record.Generation != session.State.Generation || session.Effects.IsChildOpen(record.Generation, record.Event.EventId))
        {
            // An answered child was started before; starting it again could replace its successor under the same id.
            await StartChildAsync(session, record, cancellationToken).ConfigureAwait(false);
        }
    }

    internal async Task TellParentAsync(InstanceSession session, CancellationToken cancellationToken)
    {
        var parent = session.State.Parent;
        var ended = session.Records.Last(record => record.Event.ExecutionCompleted is not null);
        var told = new StoredMessage
        {
            ExecutionId = parent.OrchestrationInstance.ExecutionId,
            Event = session.State.Status == OrchestrationStatus.Completed
                ? Completed(parent.TaskScheduledId, session.State.Output)
                // As the host has it, a terminated child is a failure without details (functions-host 3.7).
                : Failed(parent.TaskScheduledId, session.State.Failure),
        };
        await TellAsync(parent.OrchestrationInstance.InstanceId, IdOf(session, ended), told, cancellationToken).ConfigureAwait(false);
    }

    private async Task StartChildAsync(InstanceSession session, StoredRecord record, CancellationToken cancellationToken)
    {
        var child = record.Event.SubOrchestrationInstanceCreated;
        // A start that was carried over a continue-as-new is delivered for the first time after it: see InstanceActor's order.
        var parentExecutionId = record.Generation == session.State.Generation
            ? session.State.ExecutionId
            : FormattableString.Invariant($"{session.State.ExecutionId}-{record.Generation}");
        var start = StartOf(session, record, parentExecutionId);
        var executionId = Generations.ChildExecutionId(parentExecutionId, record.Event.EventId);
        while (true)
        {
            var existing = await store.FindAsync(child.InstanceId, cancellationToken).ConfigureAwait(false);
            var state = existing is null ? null : InstanceStates.Read(child.InstanceId, existing.State);
            if (state is not null && (RecentArrivals.HasStart(state, executionId) || start.ParentInstance.Equals(state.Parent)))
            {
                await post.RemindOfStartAsync(child.InstanceId, state, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (state is not null && !InstanceStates.IsEnded(state.Status))
            {
                await RefuseChildAsync(session, record, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (await post.TryStartAsync(child.InstanceId, start.Clone(), executionId, existing, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private static ExecutionStartedEvent StartOf(InstanceSession session, StoredRecord record, string parentExecutionId)
    {
        var child = record.Event.SubOrchestrationInstanceCreated;
        var own = session.Records.Last(one => one.Event.ExecutionStarted is not null).Event.ExecutionStarted;
        var start = new ExecutionStartedEvent
        {
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            Tags = { own.Tags },
            ParentTraceContext = own.ParentTraceContext?.Clone(),
            ParentInstance = new ParentInstanceInfo
            {
                TaskScheduledId = record.Event.EventId,
                Name = session.State.Name,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = session.InstanceId, ExecutionId = parentExecutionId },
            },
        };
        foreach (var tag in child.Tags)
        {
            start.Tags[tag.Key] = tag.Value;
        }

        return start;
    }

    /// <summary>The host drops such a start and the parent waits for ever (functions-host 3.7); here it learns why.</summary>
    private Task RefuseChildAsync(InstanceSession session, StoredRecord record, CancellationToken cancellationToken)
    {
        if (record.Generation != session.State.Generation)
        {
            // The execution that asked is over.
            return Task.CompletedTask;
        }

        var failure = new TaskFailure(DurableErrorCodes.InstanceStateConflict, "The child's instance id is in use by an instance that runs. Choose ids that are unique per parent execution.");
        var told = new StoredMessage { ExecutionId = session.State.ExecutionId, Event = Failed(record.Event.EventId, FailureDetails.Write(failure)) };
        return TellAsync(session.InstanceId, IdOf(session, record), told, cancellationToken);
    }

    private async Task TellAsync(string instanceId, string messageId, StoredMessage told, CancellationToken cancellationToken)
    {
        // What nobody can receive is dropped, as the host does.
        if (await store.FindAsync(instanceId, cancellationToken).ConfigureAwait(false) is { } receiver
            && !InstanceStates.IsEnded(InstanceStates.Read(instanceId, receiver.State).Status))
        {
            await post.SendAsync(instanceId, messageId, told, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string IdOf(InstanceSession session, StoredRecord record) => MessageIds.Of(
        record.Event.Timestamp.ToDateTimeOffset(), session.InstanceId, new EffectKey(record.Generation, record.Event.EventId));

    private static HistoryEvent Completed(int id, string? result) =>
        new() { EventId = -1, SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = id, Result = result } };

    private static HistoryEvent Failed(int id, TaskFailureDetails? failure) =>
        new() { EventId = -1, SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = id, FailureDetails = failure } };
}
