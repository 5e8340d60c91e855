using Google.Protobuf;
using P8e.Durable.Failures;
using P8e.Durable.Replay;

namespace P8e.Durable.Wire;

/// <summary>Answers orchestrator calls of the Durable extension: protobuf in, protobuf out (functions-host 3.2 to 3.4). Safe for use by several threads.</summary>
public sealed class OrchestratorHandler
{
    /// <summary>Longest request that is read, in bytes; the host sends no longer body (functions-host 7.3).</summary>
    public const int RequestBytesMax = 100 * 1024 * 1024;

    private const string IncludeState = "IncludeState";

    private readonly ReplayExecutor _executor;
    private readonly DescribeFailure? _describeFailure;

    /// <summary>A handler of the registered orchestrators.</summary>
    /// <param name="registry">The orchestrators.</param>
    /// <param name="policy">Null takes the default with enveloped activity payloads, which the host needs.</param>
    public OrchestratorHandler(OrchestratorRegistry registry, ReplayPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _executor = new ReplayExecutor(registry, policy ?? new ReplayPolicy { ActivityPayloads = ActivityPayloads.Enveloped });
        _describeFailure = registry.DescribeFailure;
    }

    /// <summary>
    /// Runs one call. The answer is always one that the host can use: whatever goes wrong becomes a FAILED completion, because the host fails an instance for good,
    /// and without a reason, when the call itself fails (functions-host 3.4).
    /// </summary>
    /// <param name="request">A serialized <c>OrchestratorRequest</c>, at most <see cref="RequestBytesMax"/>.</param>
    /// <returns>A serialized <c>OrchestratorResponse</c>.</returns>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.RequestMalformed"/>: the bytes are no request, so there is no instance to fail.</exception>
    public byte[] Handle(byte[] request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var read = Read(request);
        try
        {
            return Answer(read).ToByteArray();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            var cause = FailureDetails.Describe(error, _describeFailure);
            return Failed(read, new TaskFailure(DurableErrorCodes.EngineFailed, "The replay engine failed; this is a defect of it.") { Inner = cause }).ToByteArray();
        }
    }

    /// <summary>An answer that makes the host deliver the same call again, with nothing committed: for a process that is about to stop (functions-host 3.4).</summary>
    public static byte[] AskAgain(string instanceId)
    {
        var signal = new TaskFailureDetails { ErrorType = "System.OutOfMemoryException", ErrorMessage = "Deliver this call again." };
        var failed = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = signal };
        // Older hosts look at the inner type only, newer ones at the outer one.
        signal.InnerFailure = signal.Clone();
        return new OrchestratorResponse { InstanceId = instanceId, Actions = { new OrchestratorAction { CompleteOrchestration = failed } } }.ToByteArray();
    }

    private static OrchestratorRequest Read(byte[] request)
    {
        if (request.Length > RequestBytesMax)
        {
            throw new DurableException(DurableErrorCodes.LimitExceeded, $"Reading an orchestrator request of {request.Length} bytes: at most {RequestBytesMax} are read.");
        }

        try
        {
            return OrchestratorRequest.Parser.ParseFrom(request);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new DurableException(DurableErrorCodes.RequestMalformed, $"Reading an orchestrator request of {request.Length} bytes failed: no such protobuf message.", error);
        }
    }

    private OrchestratorResponse Answer(OrchestratorRequest request)
    {
        if (request.RequiresHistoryStreaming)
        {
            return Failed(request, new TaskFailure(DurableErrorCodes.RequestMalformed, "The host wants to stream the history; the extension for custom handlers sends it whole."));
        }

        if (request.NewEvents.Count == 0 || !request.PastEvents.Concat(request.NewEvents).Any(happened => happened.ExecutionStarted is not null))
        {
            var isStateLeftOut = request.Properties.TryGetValue(IncludeState, out var value) && value is { HasBoolValue: true, BoolValue: false };
            return isStateLeftOut
                ? new OrchestratorResponse { InstanceId = request.InstanceId, RequiresHistory = true }
                : Failed(request, new TaskFailure(DurableErrorCodes.RequestMalformed, "The history has no start of the execution, or nothing new. The task hub may be damaged."));
        }

        var outcome = _executor.Execute(request.InstanceId, request.PastEvents, request.NewEvents);
        if (outcome.Completion is { OrchestrationStatus: not OrchestrationStatus.ContinuedAsNew } end)
        {
            var start = request.PastEvents.Concat(request.NewEvents).First(happened => happened.ExecutionStarted is not null);
            WorkflowMeter.Ended(request.InstanceId, start.ExecutionStarted, start.Timestamp?.ToDateTimeOffset() ?? default, end.OrchestrationStatus, end.FailureDetails);
        }

        var response = new OrchestratorResponse { InstanceId = request.InstanceId, CustomStatus = outcome.CustomStatus };
        response.Actions.AddRange(outcome.Actions);
        return response;
    }

    private static OrchestratorResponse Failed(OrchestratorRequest request, TaskFailure failure)
    {
        var completion = new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.Failed,
            FailureDetails = FailureDetails.Write(failure with { IsNonRetriable = true }),
        };
        return new OrchestratorResponse { InstanceId = request.InstanceId, Actions = { new OrchestratorAction { CompleteOrchestration = completion } } };
    }
}
