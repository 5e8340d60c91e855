using System.Diagnostics;
using P8e.Durable.Failures;
using P8e.Durable.Replay;

namespace P8e.Durable.Wire;

/// <summary>Answers activity calls of the Durable extension in the envelope that the replay engine opens (functions-host 3.5, 3.6). Safe for use by several threads.</summary>
/// <param name="registry">The activities.</param>
/// <param name="clock">Measures runs; null is the system's.</param>
public sealed class ActivityHandler(ActivityRegistry registry, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Runs one call. A failure of the activity is an answer too, so that its reason reaches the orchestrator.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="instanceId">The orchestration that asked.</param>
    /// <param name="input">The text that the host delivers under <c>Data</c>: a JSON string that holds JSON text, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the activity; the host runs it again.</param>
    /// <returns>What goes, as a string, into <c>ReturnValue</c>.</returns>
    public async Task<string> HandleAsync(string name, string instanceId, string input, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        var (answer, error) = await AnswerAsync(name, instanceId, input, cancellationToken).ConfigureAwait(false);
        WorkflowMeter.Activity(name, _clock.GetElapsedTime(began).TotalSeconds, error);
        return answer;
    }

    private async Task<(string Answer, string? Error)> AnswerAsync(string name, string instanceId, string input, CancellationToken cancellationToken)
    {
        Activity? span = null;
        try
        {
            var run = registry.Find(name) ?? throw new DurableException(
                DurableErrorCodes.ActivityUnknown, $"No activity is registered under '{name}'. Register it in every process of the hub.");
            var (trace, json) = ActivityEnvelope.SplitTrace(ActivityEnvelope.UnwrapInput(input));
            span = WorkflowTrace.Run(name, instanceId, trace);
            var result = await run(new ActivityContext(instanceId, name), json, cancellationToken).ConfigureAwait(false);
            return (ActivityEnvelope.Success(result), null);
        }
        catch (Exception error) when (!(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            var failure = FailureDetails.Describe(error, registry.DescribeFailure);
            WorkflowTrace.Fail(span, failure.ErrorType);
            return (ActivityEnvelope.Failure(failure), failure.ErrorType);
        }
        finally
        {
            span?.Dispose();
        }
    }
}
