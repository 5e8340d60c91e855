using P8e.Durable.Failures;
using P8e.Durable.Wire;
using static P8e.Durable.Wire.HistoryEvent;
using static P8e.Durable.Wire.OrchestratorAction;

namespace P8e.Durable.Replay;

/// <summary>The state of one run and its event loop (functions-host 4.1 to 4.3). What user code may ask for is in the other part.</summary>
internal sealed partial class OrchestrationRun
{
    // A helper of the host's dispatcher when it splits decisions (functions-host 3.9).
    private const int DispatcherTimer = -100;

    private readonly OrchestratorRegistry _registry;
    private readonly ReplayPolicy _policy;
    private readonly Dictionary<int, OrchestratorAction> _pending = [];
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly EventMailbox _events;
    private readonly Queue<HistoryEvent> _held = new();
    private Task<string?>? _userCode;
    private OrchestratorAction? _completion;
    private bool _isSuspended;
    private bool _isRefused;
    private int _nextId;
    private string? _trace;

    internal OrchestrationRun(string instanceId, OrchestratorRegistry registry, ReplayPolicy policy)
    {
        InstanceId = instanceId;
        _registry = registry;
        _policy = policy;
        _events = new EventMailbox(policy.EventWaiters);
    }

    internal RunScheduler Scheduler { get; } = new();

    internal void Process(IEnumerable<HistoryEvent> events, bool isReplaying)
    {
        IsReplaying = isReplaying;
        foreach (var happened in events)
        {
            Process(happened);
            // Suspension may have held back events that the resumption just released.
            while (!_isSuspended && !_isRefused && _held.TryDequeue(out var held))
            {
                Handle(held);
            }

            if (_isRefused)
            {
                return;
            }
        }
    }

    internal ReplayOutcome Finish()
    {
        var isHeldBack = _isSuspended && !_isRefused && _completion?.CompleteOrchestration.OrchestrationStatus != OrchestrationStatus.Terminated;
        if (isHeldBack)
        {
            return new ReplayOutcome([], CustomStatus, IsSuspended: true);
        }

        if (_completion?.CompleteOrchestration is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } next && _preservesEvents)
        {
            next.CarryoverEvents.AddRange(_events.Unread().Select(unread =>
                new HistoryEvent { EventId = -1, EventRaised = new EventRaisedEvent { Name = unread.Name, Input = unread.Payload } }));
        }

        var actions = new List<OrchestratorAction>(_pending.Count + 1);
        actions.AddRange(_pending.Values);
        if (_completion is not null)
        {
            actions.Add(_completion);
        }

        actions.Sort(static (one, other) => one.Id.CompareTo(other.Id));
        return new ReplayOutcome(actions, CustomStatus, IsSuspended: false);
    }

    private void Process(HistoryEvent happened)
    {
        var isHeld = _isSuspended && happened.EventTypeCase is not
            (EventTypeOneofCase.ExecutionResumed or EventTypeOneofCase.ExecutionTerminated or EventTypeOneofCase.OrchestratorStarted);
        if (!isHeld)
        {
            Handle(happened);
        }
        else if (happened.EventTypeCase != EventTypeOneofCase.ExecutionSuspended)
        {
            _held.Enqueue(happened);
        }
    }

    /// <summary>One event, and then user code as far as it can go: this order fixes the ids (functions-host 4.2).</summary>
    private void Handle(HistoryEvent happened)
    {
        try
        {
            Apply(happened);
            Scheduler.Pump();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Only what an async void method of user code throws gets here; everything else is in a task.
            Complete(Failed(FailureDetails.Describe(error, _registry.DescribeFailure)));
        }

        if (_completion is null && _userCode is not null)
        {
            Conclude(_userCode);
        }
    }

    private void Apply(HistoryEvent happened)
    {
        switch (happened.EventTypeCase)
        {
            case EventTypeOneofCase.OrchestratorStarted:
                Now = happened.Timestamp?.ToDateTimeOffset() ?? Now;
                break;
            case EventTypeOneofCase.ExecutionStarted:
                Start(happened.ExecutionStarted);
                break;
            case EventTypeOneofCase.TaskScheduled:
                Confirm(happened.EventId, OrchestratorActionTypeOneofCase.ScheduleTask, happened.TaskScheduled.Name);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceCreated:
                Confirm(happened.EventId, OrchestratorActionTypeOneofCase.CreateSubOrchestration, happened.SubOrchestrationInstanceCreated.Name);
                break;
            case EventTypeOneofCase.TimerCreated when happened.EventId != DispatcherTimer:
                Confirm(happened.EventId, OrchestratorActionTypeOneofCase.CreateTimer, string.Empty);
                break;
            case EventTypeOneofCase.EventSent:
                Confirm(happened.EventId, OrchestratorActionTypeOneofCase.SendEvent, happened.EventSent.Name, happened.EventSent.InstanceId);
                break;
            case EventTypeOneofCase.EventRaised:
                _events.Deliver(happened.EventRaised.Name, happened.EventRaised.Input);
                break;
            case EventTypeOneofCase.ExecutionSuspended:
                _isSuspended = true;
                break;
            case EventTypeOneofCase.ExecutionResumed:
                _isSuspended = false;
                break;
            case EventTypeOneofCase.ExecutionTerminated:
                Complete(new CompleteOrchestrationAction
                {
                    OrchestrationStatus = OrchestrationStatus.Terminated,
                    Result = happened.ExecutionTerminated.Input,
                });
                break;
            default:
                Resolve(happened);
                break;
        }
    }

    /// <summary>Outcomes of open tasks. One that nobody waits for any more, and events without meaning for a replay, change nothing.</summary>
    private void Resolve(HistoryEvent happened)
    {
        switch (happened.EventTypeCase)
        {
            case EventTypeOneofCase.TaskCompleted:
                Close(happened.TaskCompleted.TaskScheduledId, OrchestratorActionTypeOneofCase.ScheduleTask)?.Source.SetResult(happened.TaskCompleted.Result);
                break;
            case EventTypeOneofCase.TaskFailed:
                Fail(happened.TaskFailed.TaskScheduledId, OrchestratorActionTypeOneofCase.ScheduleTask, happened.TaskFailed.FailureDetails);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                var completed = happened.SubOrchestrationInstanceCompleted;
                Close(completed.TaskScheduledId, OrchestratorActionTypeOneofCase.CreateSubOrchestration)?.Source.SetResult(completed.Result);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceFailed:
                var failed = happened.SubOrchestrationInstanceFailed;
                Fail(failed.TaskScheduledId, OrchestratorActionTypeOneofCase.CreateSubOrchestration, failed.FailureDetails);
                break;
            case EventTypeOneofCase.TimerFired:
                Close(happened.TimerFired.TimerId, OrchestratorActionTypeOneofCase.CreateTimer)?.Source.SetResult(null);
                break;
            default:
                break;
        }
    }

    private void Start(ExecutionStartedEvent started)
    {
        // The host may deliver a start twice.
        if (_userCode is not null || _completion is not null)
        {
            return;
        }

        Name = started.Name;
        Version = started.Version;
        _trace = started.ParentTraceContext?.TraceParent;
        ParentInstanceId = started.ParentInstance?.OrchestrationInstance?.InstanceId;
        if (_registry.Find(started.Name) is { } userCode)
        {
            _userCode = userCode(new OrchestrationContext(this, _registry.Payloads), started.Input);
            return;
        }

        Complete(Failed(new TaskFailure(
            DurableErrorCodes.OrchestratorUnknown,
            $"No orchestrator is registered under '{started.Name}'. Register it, or start the instance under a name that is.") { IsNonRetriable = true }));
    }

    private OpenTask? Close(int id, OrchestratorActionTypeOneofCase kind)
    {
        if (_completion is not null || !_open.TryGetValue(id, out var task) || task.Kind != kind)
        {
            return null;
        }

        _open.Remove(id);
        return task;
    }

    private void Fail(int id, OrchestratorActionTypeOneofCase kind, TaskFailureDetails? details)
    {
        if (Close(id, kind) is { } task)
        {
            task.Source.SetException(DurableException.ForTask(task.Name, id, FailureDetails.Read(details)));
            // Nobody has to await a losing task; its failure is not lost but in the history.
            _ = task.Source.Task.Exception;
        }
    }
}
