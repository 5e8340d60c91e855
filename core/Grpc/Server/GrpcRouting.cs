using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Server;

/// <summary>Puts services into an ASP.NET Core program.</summary>
public static class GrpcRouting
{
    /// <summary>The least that HTTP/2 allows, and what the recorded store says (recorded: serverHttp2Settings).</summary>
    private const int MaxFrameBytes = 16 * 1024;

    /// <summary>How many streams may fill their windows before an unread one holds up the others of its connection.</summary>
    private const int StreamsBeforeOneWaits = 4;

    /// <summary>Routes the methods of a service. Only HTTP/2 is answered with gRPC; the content type is not looked at (recorded: content-type-json).</summary>
    /// <param name="routes">The program's routes.</param>
    /// <param name="service">The service; methods without a handler answer UNIMPLEMENTED.</param>
    /// <param name="clock">Measures deadlines.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>For conventions over all methods, for example authorisation.</returns>
    /// <exception cref="Protocol.Errors.P8eInputException">A setting is outside its range (<c>configuration.invalid</c>).</exception>
    public static IEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder routes, GrpcService service, TimeProvider clock, GrpcServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(clock);
        options ??= new GrpcServerOptions();
        options.Check();
        var group = routes.MapGroup("");
        foreach (var method in service.Descriptor.Methods)
        {
            RequestDelegate run = service.Find(method.Name) is { } handler
                ? new ServerDispatch(method, handler, options, clock).Delegate
                : AnswerUnimplementedAsync;
            group.MapMethods($"/{service.Descriptor.FullName}/{method.Name}", [HttpMethods.Post], run).WithDisplayName($"gRPC {method.FullName}");
        }

        return group;
    }

    /// <summary>
    /// Answers gRPC calls of unknown services and methods with UNIMPLEMENTED and an empty message (recorded: unknown-service, unknown-path), and
    /// everything else that no other route takes with 404. Once per program, in place of another fallback.
    /// </summary>
    /// <param name="routes">The program's routes.</param>
    public static IEndpointConventionBuilder MapGrpcFallback(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return routes.MapFallback("{**path}", AnswerUnimplementedAsync);
    }

    /// <summary>
    /// Sets what only the whole server can have: the limit of request headers, windows and frames as the recorded store has them, any <c>:scheme</c>, because peers
    /// send the word of their URL (tcp, grpc, grpcs; object-store 6.7), and no least speed for answers, because a stream waits for its reader for as long as it
    /// likes (recorded: get-slow-reader). Pings of callers are always answered. Limits of headers and speed apply to HTTP/1.1 of the same program too.
    /// </summary>
    /// <param name="kestrel">The server's options.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="Protocol.Errors.P8eInputException">A setting is outside its range (<c>configuration.invalid</c>).</exception>
    public static void UseGrpcLimits(this KestrelServerOptions kestrel, GrpcServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        options ??= new GrpcServerOptions();
        options.Check();
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxRequestHeaderBytes;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = options.MaxRequestHeaderBytes;
        kestrel.Limits.Http2.InitialStreamWindowSize = options.StreamWindowBytes;
        kestrel.Limits.Http2.InitialConnectionWindowSize = StreamsBeforeOneWaits * options.StreamWindowBytes;
        kestrel.Limits.Http2.MaxFrameSize = MaxFrameBytes;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.AllowAlternateSchemes = true;
    }

    private static Task AnswerUnimplementedAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpProtocol.IsHttp2(request.Protocol) && HttpMethods.IsPost(request.Method) && GrpcNames.IsGrpc(request.ContentType))
        {
            return ResponseHead.EndAsync(context.Response, false, null, new GrpcStatus(GrpcStatusCode.Unimplemented, ""), null, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
