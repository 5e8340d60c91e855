using System.Text;
using P8e.Durable.Failures;
using P8e.Durable.Replay;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>A step that the store could not hold fails its instance with a reason, instead of failing again and again.</summary>
internal static class StepLimits
{
    // With what comes in (at most 1 MiB) and the state this stays below the commit's limit.
    private const int DecisionBytesMax = 1536 * 1024;

    internal static ReplayOutcome Check(ReplayOutcome outcome, int events, TaskHubOptions options)
    {
        var excess = events + outcome.Actions.Count > options.HistoryEventsMax
            ? $"its history would have more than {options.HistoryEventsMax} events; use ContinueAsNew in loops"
            : outcome.Actions.Any(action => IsTooLong(Payload(action), options))
                ? $"a payload would be longer than {options.PayloadBytesMax} bytes; store it and pass a reference"
                : outcome.Actions.Sum(action => (long)action.CalculateSize()) > DecisionBytesMax
                    ? $"one step would decide more than {DecisionBytesMax} bytes; wait in between"
                    : null;
        if (excess is null)
        {
            return outcome;
        }

        var failure = new TaskFailure(DurableErrorCodes.LimitExceeded, $"The orchestration was ended: {excess}.") { IsNonRetriable = true };
        var completion = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = FailureDetails.Write(failure) };
        var id = outcome.Actions.Count == 0 ? 0 : outcome.Actions[^1].Id + 1;
        return new ReplayOutcome([new OrchestratorAction { Id = id, CompleteOrchestration = completion }], null, IsSuspended: false);
    }

    internal static bool IsTooLong(string? payload, TaskHubOptions options) =>
        payload is not null && payload.Length > options.PayloadBytesMax / 3 && Encoding.UTF8.GetByteCount(payload) > options.PayloadBytesMax;

    private static string? Payload(OrchestratorAction action) =>
        action.ScheduleTask?.Input ?? action.CreateSubOrchestration?.Input ?? action.SendEvent?.Data ?? action.CompleteOrchestration?.Result;
}
