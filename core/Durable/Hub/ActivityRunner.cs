using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Failures;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>Runs activities and says how they ended.</summary>
internal sealed class ActivityRunner(ActivityRegistry registry, TaskHubOptions options, TimeProvider time)
{
    /// <summary>The record of the outcome; <paramref name="trace"/> is the workflow's trace parent, if it has one. Only cancellation by the token throws: then there is none, and the activity runs again.</summary>
    internal async Task<StoredRecord> RunAsync(string instanceId, StoredRecord scheduled, string? trace, CancellationToken cancellationToken)
    {
        var call = scheduled.Event.TaskScheduled;
        using var span = WorkflowTrace.Run(call.Name, instanceId, trace);
        var began = time.GetTimestamp();
        string? failed = null;
        var happened = new HistoryEvent { EventId = -1 };
        try
        {
            var run = registry.Find(call.Name) ?? throw new DurableException(
                DurableErrorCodes.ActivityUnknown, $"No activity is registered under '{call.Name}'. Register it in every process of the hub.");
            var result = await run(new ActivityContext(instanceId, call.Name), call.Input, cancellationToken).ConfigureAwait(false);
            if (StepLimits.IsTooLong(result, options))
            {
                throw new DurableException(
                    DurableErrorCodes.LimitExceeded, $"The result of activity '{call.Name}' is longer than {options.PayloadBytesMax} bytes. Store it and return a reference.");
            }

            happened.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = scheduled.Event.EventId, Result = result };
        }
        catch (Exception error) when (!(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            var failure = FailureDetails.Describe(error, registry.DescribeFailure);
            WorkflowTrace.Fail(span, failed = failure.ErrorType);
            happened.TaskFailed = new TaskFailedEvent { TaskScheduledId = scheduled.Event.EventId, FailureDetails = FailureDetails.Write(failure) };
        }

        WorkflowMeter.Activity(call.Name, time.GetElapsedTime(began).TotalSeconds, failed);
        happened.Timestamp = time.GetUtcNow().ToTimestamp();
        return new StoredRecord { Generation = scheduled.Generation, Event = happened };
    }
}
