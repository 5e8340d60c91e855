using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Durable;
using P8e.Durable.Wire;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;

namespace P8e.Functions.TaskHub;

/// <summary>The client of the Functions host's task hub: gRPC to the extension on this machine (functions-host 5.5). Safe for use by several threads.</summary>
/// <param name="connection">Knows where it is.</param>
/// <param name="payloadBytesMax">As for the embedded hub, so that a workflow means the same in both shapes.</param>
internal sealed class SidecarClient(SidecarConnection connection, int payloadBytesMax) : IOrchestrationClient
{
    private const int PageInstances = 100;

    private static readonly ServiceDescriptor Service = SidecarReflection.Descriptor.Services[0];
    private static readonly GrpcMethod<CreateInstanceRequest, CreateInstanceResponse> StartInstance = new(Service.FindMethodByName("StartInstance"));
    private static readonly GrpcMethod<GetInstanceRequest, GetInstanceResponse> GetInstance = new(Service.FindMethodByName("GetInstance"));
    private static readonly GrpcMethod<RaiseEventRequest, RaiseEventResponse> RaiseEvent = new(Service.FindMethodByName("RaiseEvent"));
    private static readonly GrpcMethod<TerminateRequest, TerminateResponse> TerminateInstance = new(Service.FindMethodByName("TerminateInstance"));
    private static readonly GrpcMethod<SuspendRequest, SuspendResponse> SuspendInstance = new(Service.FindMethodByName("SuspendInstance"));
    private static readonly GrpcMethod<ResumeRequest, ResumeResponse> ResumeInstance = new(Service.FindMethodByName("ResumeInstance"));
    private static readonly GrpcMethod<RewindInstanceRequest, RewindInstanceResponse> RewindInstance = new(Service.FindMethodByName("RewindInstance"));
    private static readonly GrpcMethod<RestartInstanceRequest, RestartInstanceResponse> RestartInstance = new(Service.FindMethodByName("RestartInstance"));
    private static readonly GrpcMethod<QueryInstancesRequest, QueryInstancesResponse> QueryInstances = new(Service.FindMethodByName("QueryInstances"));
    private static readonly GrpcMethod<PurgeInstancesRequest, PurgeInstancesResponse> PurgeInstances = new(Service.FindMethodByName("PurgeInstances"));

    // The extension answers from its storage; a call that takes longer than this is lost.
    private static readonly GrpcCallOptions Deadline = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <inheritdoc/>
    public async Task<bool> StartAsync(string instanceId, string orchestrator, string? input, ExistingInstance existing, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckInstanceId(instanceId);
        OrchestrationRules.CheckName(orchestrator);
        OrchestrationRules.CheckPayload(input, payloadBytesMax);
        // The host replaces what has ended (functions-host 5.3), so who wants to keep it must look first. Of two that look at the same time the host refuses one.
        if (existing == ExistingInstance.Keep && await FindAsync(instanceId, cancellationToken) is not null)
        {
            return false;
        }

        try
        {
            using var span = WorkflowTrace.Start(orchestrator, instanceId);
            var trace = WorkflowTrace.Current is { } current ? new TraceContext { TraceParent = current } : null;
            await CallAsync(StartInstance, new CreateInstanceRequest { InstanceId = instanceId, Name = orchestrator, Input = input, ParentTraceContext = trace }, cancellationToken);
            return true;
        }
        catch (P8eException error) when (GrpcStatus.Of(error)?.Code == GrpcStatusCode.AlreadyExists)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<InstanceView?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckInstanceId(instanceId);
        var found = await CallAsync(GetInstance, new GetInstanceRequest { InstanceId = instanceId, GetInputsAndOutputs = true }, cancellationToken);
        return found is { Exists: true, OrchestrationState: { } state } ? SidecarStates.View(state) : null;
    }

    /// <inheritdoc/>
    public Task RaiseEventAsync(string instanceId, string name, string? payload, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckName(name);
        OrchestrationRules.CheckPayload(payload, payloadBytesMax);
        return TellAsync(RaiseEvent, instanceId, new RaiseEventRequest { InstanceId = instanceId, Name = name, Input = payload }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckPayload(reason, payloadBytesMax);
        return TellAsync(TerminateInstance, instanceId, new TerminateRequest { InstanceId = instanceId, Output = reason }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckPayload(reason, payloadBytesMax);
        return TellAsync(SuspendInstance, instanceId, new SuspendRequest { InstanceId = instanceId, Reason = reason }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        OrchestrationRules.CheckPayload(reason, payloadBytesMax);
        return TellAsync(ResumeInstance, instanceId, new ResumeRequest { InstanceId = instanceId, Reason = reason }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await FindAsync(instanceId, cancellationToken) is not { } view)
        {
            return false;
        }

        return view.IsEnded
            ? (await CallAsync(PurgeInstances, new PurgeInstancesRequest { InstanceId = instanceId }, cancellationToken)).DeletedInstanceCount > 0
            : throw new DurableException(DurableErrorCodes.InstanceStateConflict, $"Purging instance '{instanceId}': it has not ended. Terminate it first.");
    }

    /// <summary>Instances that have failed, in pages.</summary>
    internal async IAsyncEnumerable<InstanceView> FailedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var query = new InstanceQuery
            {
                RuntimeStatus = { OrchestrationStatus.Failed }, MaxInstanceCount = PageInstances, FetchInputsAndOutputs = true, ContinuationToken = next,
            };
            var page = await CallAsync(QueryInstances, new QueryInstancesRequest { Query = query }, cancellationToken);
            foreach (var state in page.OrchestrationState)
            {
                yield return SidecarStates.View(state);
            }

            next = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>Lets a failed instance go on where it failed, or begin again where the hub's storage cannot do that.</summary>
    internal async Task RewindAsync(string instanceId, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(RewindInstance, instanceId, new RewindInstanceRequest { InstanceId = instanceId, Reason = reason }, cancellationToken);
        }
        catch (P8eException error) when (GrpcStatus.Of(error)?.Code == GrpcStatusCode.Unimplemented)
        {
            await TellAsync(RestartInstance, instanceId, new RestartInstanceRequest { InstanceId = instanceId }, cancellationToken);
        }
    }

    private async Task TellAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, string instanceId, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        OrchestrationRules.CheckInstanceId(instanceId);
        try
        {
            await CallAsync(method, request, cancellationToken);
        }
        catch (P8eException error) when (CodeOf(error) is { } code)
        {
            throw new DurableException(code, $"Telling instance '{instanceId}' something: the task hub says '{GrpcStatus.Of(error)?.Message}'.", error);
        }
    }

    private Task<TResponse> CallAsync<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => connection.Channel().UnaryAsync(method, request, Deadline, cancellationToken);

    /// <summary>The statuses that mean something (functions-host 5.5); others stay what the room Grpc made of them.</summary>
    private static string? CodeOf(P8eException error) => GrpcStatus.Of(error)?.Code switch
    {
        GrpcStatusCode.NotFound => DurableErrorCodes.InstanceNotFound,
        GrpcStatusCode.FailedPrecondition => DurableErrorCodes.InstanceStateConflict,
        GrpcStatusCode.InvalidArgument => DurableErrorCodes.ArgumentInvalid,
        _ => null,
    };
}
