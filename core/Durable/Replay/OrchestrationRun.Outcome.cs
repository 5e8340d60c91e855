using P8e.Durable.Failures;
using P8e.Durable.Wire;
using static P8e.Durable.Wire.OrchestratorAction;

namespace P8e.Durable.Replay;

/// <summary>How a run ends, and the comparison of what the code decides with what its history says (functions-host 4.6, 4.7).</summary>
internal sealed partial class OrchestrationRun
{
    private bool _preservesEvents;
    private CompleteOrchestrationAction? _continuation;

    private void Conclude(Task<string?> userCode)
    {
        if (Scheduler.SawForeignThread)
        {
            Refuse(DurableErrorCodes.ForeignAwait, ForeignAwaitText);
        }
        else if (userCode.IsCompleted)
        {
            Complete(userCode.IsFaulted ? Failed(FailureDetails.Describe(userCode.Exception.InnerException!, _registry.DescribeFailure))
                : userCode.IsCanceled ? Failed(new TaskFailure(typeof(TaskCanceledException).FullName!, "The orchestrator waited for something that was cancelled."))
                : _continuation ?? Returned(userCode));
        }
        else if (!_isSuspended && _open.Count == 0 && _events.Waiting == 0)
        {
            // Nothing the history could bring would ever resume it.
            Refuse(DurableErrorCodes.ForeignAwait, ForeignAwaitText);
        }
    }

    private static string ForeignAwaitText =>
        "The orchestrator waits for something that its context did not create (I/O, Task.Run, Task.Delay, a lock, ConfigureAwait(false)), or calls its context from "
        + "another thread. Do such work in an activity.";

    private static CompleteOrchestrationAction Returned(Task<string?> userCode)
    {
        var completed = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Completed };
        // The task is complete; an await here would only move the line.
        completed.Result = userCode.GetAwaiter().GetResult();
        return completed;
    }

    private static CompleteOrchestrationAction Failed(TaskFailure failure) =>
        new() { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = FailureDetails.Write(failure) };

    /// <summary>Decides the outcome; the first decision of a run stands.</summary>
    private void Complete(CompleteOrchestrationAction action)
    {
        if (_completion is null)
        {
            _completion = new OrchestratorAction { Id = _nextId++, CompleteOrchestration = action };
            _events.Close();
        }
    }

    /// <summary>Ends the run with nothing but a failure: what the code decided can no longer be trusted.</summary>
    private void Refuse(string code, string message)
    {
        _pending.Clear();
        _completion = null;
        _isRefused = true;
        Complete(Failed(new TaskFailure(code, message) { IsNonRetriable = true }));
    }

    /// <summary>Takes a decision that the history confirms off the list, or refuses the run.</summary>
    private void Confirm(int id, OrchestratorActionTypeOneofCase kind, string name, string? target = null)
    {
        if (!_pending.TryGetValue(id, out var action))
        {
            RefuseAsDifferent(id, kind, name, "this run has not decided anything with that number");
        }
        else if (action.OrchestratorActionTypeCase != kind || !NameOf(action).Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            RefuseAsDifferent(id, kind, name, $"this run decided {Show(action.OrchestratorActionTypeCase, NameOf(action))}");
        }
        else if (target is not null && action.SendEvent.Instance.InstanceId != target)
        {
            RefuseAsDifferent(id, kind, name, $"there it was sent to '{target}', in this run to '{action.SendEvent.Instance.InstanceId}'");
        }
        else
        {
            _pending.Remove(id);
        }
    }

    private void RefuseAsDifferent(int id, OrchestratorActionTypeOneofCase kind, string name, string difference) => Refuse(
        DurableErrorCodes.NonDeterministic,
        $"Replaying '{Name}' found another decision than its history: number {id} is {Show(kind, name)} there, and {difference}. "
        + "Was the code changed after this instance had started? Register changed code under a new name.");

    private static string Show(OrchestratorActionTypeOneofCase kind, string name)
    {
        var word = kind switch
        {
            OrchestratorActionTypeOneofCase.ScheduleTask => "scheduleTask",
            OrchestratorActionTypeOneofCase.CreateSubOrchestration => "createSubOrchestration",
            OrchestratorActionTypeOneofCase.CreateTimer => "createTimer",
            _ => "sendEvent",
        };
        return name.Length == 0 ? word : $"{word} '{name}'";
    }

    private static string NameOf(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorActionTypeOneofCase.ScheduleTask => action.ScheduleTask.Name,
        OrchestratorActionTypeOneofCase.CreateSubOrchestration => action.CreateSubOrchestration.Name,
        OrchestratorActionTypeOneofCase.SendEvent => action.SendEvent.Name,
        _ => string.Empty,
    };
}
