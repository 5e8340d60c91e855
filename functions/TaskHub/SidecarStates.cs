using P8e.Durable;
using P8e.Durable.Wire;

namespace P8e.Functions.TaskHub;

/// <summary>What the extension tells of an instance, in the engine's own form (functions-host 3.10).</summary>
internal static class SidecarStates
{
    private const int CausesMax = 8;

    internal static InstanceView View(OrchestrationState state)
    {
        var status = state.OrchestrationStatus switch
        {
            OrchestrationStatus.Completed => InstanceStatus.Completed,
            OrchestrationStatus.Failed => InstanceStatus.Failed,
            OrchestrationStatus.Terminated or OrchestrationStatus.Canceled => InstanceStatus.Terminated,
            OrchestrationStatus.Pending => InstanceStatus.Pending,
            OrchestrationStatus.Suspended => InstanceStatus.Suspended,
            _ => InstanceStatus.Running,
        };
        var hasFailed = status == InstanceStatus.Failed;
        return new InstanceView(state.InstanceId, state.Name, status)
        {
            Created = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
            Updated = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
            // The host puts the message of a failure there, which is no JSON (functions-host 3.4).
            Output = hasFailed ? null : state.Output,
            CustomStatus = state.CustomStatus,
            Failure = !hasFailed ? null
                : state.FailureDetails is { } details ? Failure(details, 1)
                : new TaskFailure("(none)", state.Output ?? string.Empty),
        };
    }

    private static TaskFailure Failure(TaskFailureDetails details, int depth) => new(details.ErrorType, details.ErrorMessage)
    {
        StackTrace = details.StackTrace,
        IsNonRetriable = details.IsNonRetriable,
        Inner = details.InnerFailure is null || depth == CausesMax ? null : Failure(details.InnerFailure, depth + 1),
    };
}
