using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Durable;
using P8e.Functions.Timers;

namespace P8e.Functions;

/// <summary>What the program consists of, whatever hosts it.</summary>
internal sealed class ProgramParts
{
    /// <summary>All orchestrators. Each has a folder with its function.json (<see cref="Invocations.FunctionNames"/>).</summary>
    internal OrchestratorRegistry Orchestrators { get; init; } = new();

    /// <summary>All activities; a folder each.</summary>
    internal ActivityRegistry Activities { get; init; } = new();

    /// <summary>Null takes the host's defaults; the embedded hub has its own.</summary>
    internal ReplayPolicy? Replay { get; init; }

    /// <summary>Timers of this shape of the program; a folder each.</summary>
    internal List<HostTimer> Timers { get; } = [];

    /// <summary>Modules that map HTTP routes; each route names its function (<see cref="Http.FunctionRoute"/>).</summary>
    internal List<Action<IEndpointRouteBuilder>> HttpRoutes { get; } = [];

    /// <summary>Runs between routing and the route: says who calls and for whom (<see cref="Affiliates.AffiliateOfRequest"/>), or refuses the request.</summary>
    internal Func<HttpContext, RequestDelegate, Task>? Admit { get; init; }

    /// <summary>Modules that map gRPC services, for the role <c>grpc</c>.</summary>
    internal List<Action<IEndpointRouteBuilder>> GrpcServices { get; } = [];

    /// <summary>Disposed when the program has ended.</summary>
    internal List<IDisposable> Owned { get; init; } = [];

    /// <summary>What must be done before activities, timers and routes run, in order; repeated at every start.</summary>
    internal List<Func<CancellationToken, Task>> SetUp { get; } = [];
}
