using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using P8e.Durable.Wire;
using P8e.Grpc;
using P8e.Grpc.Server;

namespace P8e.ImitatedHost.Hub;

/// <summary>The extension's local endpoint (functions-host 5.5).</summary>
internal sealed class SidecarServer : IAsyncDisposable
{
    private readonly TaskHub _hub;
    private readonly bool _rewinds;
    private readonly WebApplication _app;

    private SidecarServer(TaskHub hub, bool rewinds)
    {
        (_hub, _rewinds) = (hub, rewinds);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapGrpcService(Service(), TimeProvider.System);
    }

    internal string Address => _app.Urls.Single();

    internal static async Task<SidecarServer> StartAsync(TaskHub hub, bool rewinds, CancellationToken cancellationToken)
    {
        var server = new SidecarServer(hub, rewinds);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private GrpcService Service() => new GrpcService(SidecarReflection.Descriptor.Services[0])
        .Unary<CreateInstanceRequest, CreateInstanceResponse>("StartInstance", (request, call, _) => Under(() =>
            _hub.TryStart(request.InstanceId, request.Name, request.Input, trace: request.ParentTraceContext)
                ? new CreateInstanceResponse { InstanceId = request.InstanceId }
                : throw call.Refusal(GrpcStatusCode.AlreadyExists, "An Orchestration instance with this id already exists.")))
        .Unary<GetInstanceRequest, GetInstanceResponse>("GetInstance", (request, _, _) => Under(() =>
            _hub.Find(request.InstanceId) is { } found
                ? new GetInstanceResponse { Exists = true, OrchestrationState = TaskHub.State(found) }
                : new GetInstanceResponse()))
        .Unary<RaiseEventRequest, RaiseEventResponse>("RaiseEvent", (request, call, _) => Tell(
            request.InstanceId, call, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = request.Name, Input = request.Input } }, new RaiseEventResponse()))
        .Unary<TerminateRequest, TerminateResponse>("TerminateInstance", (request, call, _) => Tell(
            request.InstanceId, call, new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = request.Output } }, new TerminateResponse()))
        .Unary<SuspendRequest, SuspendResponse>("SuspendInstance", (request, call, _) => Tell(
            request.InstanceId, call, new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = request.Reason } }, new SuspendResponse()))
        .Unary<ResumeRequest, ResumeResponse>("ResumeInstance", (request, call, _) => Tell(
            request.InstanceId, call, new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = request.Reason } }, new ResumeResponse()))
        .Unary<RewindInstanceRequest, RewindInstanceResponse>("RewindInstance", (request, call, _) => Under(() =>
        {
            if (!_rewinds)
            {
                throw call.Refusal(GrpcStatusCode.Unimplemented, "The rewind operation is not supported by this storage provider.");
            }

            var found = Existing(request.InstanceId, call);
            if (found.Status != OrchestrationStatus.Failed)
            {
                throw call.Refusal(GrpcStatusCode.FailedPrecondition, "Only failed instances can be rewound.");
            }

            _hub.Rewind(found, request.Reason);
            return new RewindInstanceResponse();
        }))
        .Unary<RestartInstanceRequest, RestartInstanceResponse>("RestartInstance", (request, call, _) => Under(() =>
        {
            var found = Existing(request.InstanceId, call);
            return _hub.TryStart(found.Id, found.Start.Name, found.Start.Input, found.Start.ParentInstance)
                ? new RestartInstanceResponse { InstanceId = found.Id }
                : throw call.Refusal(GrpcStatusCode.FailedPrecondition, "The instance has not ended.");
        }))
        .Unary<QueryInstancesRequest, QueryInstancesResponse>("QueryInstances", (request, _, _) => Under(() => Page(request.Query)))
        .Unary<PurgeInstancesRequest, PurgeInstancesResponse>("PurgeInstances", (request, _, _) => Under(() =>
        {
            var isThere = _hub.Find(request.InstanceId) is { IsEnded: true };
            _hub.Remove(request.InstanceId);
            return new PurgeInstancesResponse { DeletedInstanceCount = isThere ? 1 : 0, IsComplete = true };
        }));

    private QueryInstancesResponse Page(InstanceQuery query)
    {
        var skipped = query.ContinuationToken is { Length: > 0 } token ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var matching = _hub.Instances.Where(instance => query.RuntimeStatus.Contains(instance.Status)).ToArray();
        // Short pages, so that callers meet their end.
        var page = matching.Skip(skipped).Take(Math.Min(query.MaxInstanceCount, 2)).ToArray();
        return new QueryInstancesResponse
        {
            OrchestrationState = { page.Select(TaskHub.State) },
            ContinuationToken = skipped + page.Length < matching.Length ? $"{skipped + page.Length}" : null,
        };
    }

    private Task<T> Tell<T>(string id, GrpcServerCall call, HistoryEvent happened, T answer) => Under(() =>
    {
        if (Existing(id, call).IsEnded)
        {
            throw call.Refusal(GrpcStatusCode.FailedPrecondition, "The instance has ended.");
        }

        _hub.Tell(id, happened);
        return answer;
    });

    private HubInstance Existing(string id, GrpcServerCall call) => _hub.Find(id) ?? throw call.Refusal(GrpcStatusCode.NotFound, "No instance with this id was found.");

    private Task<T> Under<T>(Func<T> work)
    {
        lock (_hub.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
