using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P8e.Grpc.Wire;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Server;

/// <summary>Runs one method for the requests that the router found for it, and turns its end into a status.</summary>
internal sealed class ServerDispatch(MethodDescriptor method, MethodHandler handler, GrpcServerOptions options, TimeProvider clock)
{
    private const int Http2Cancel = 8;

    private readonly string _path = $"/{method.Service.FullName}/{method.Name}";

    /// <summary>What the router calls.</summary>
    public RequestDelegate Delegate => RunAsync;

    private async Task RunAsync(HttpContext context)
    {
        if (!await IsForMethodAsync(context).ConfigureAwait(false))
        {
            return;
        }

        LiftBodyLimits(context);
        var timeout = TimeoutText.Parse(context.Request.Headers[GrpcNames.Timeout]);
        using var deadline = Deadline.After(timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, deadline.Token);
        var call = new GrpcServerCall(method, RequestMetadata(context.Request), timeout is { } time ? Later(clock.GetUtcNow(), time) : null);
        var exchange = new ServerExchange(context, call, options);
        var (status, retryAfter) = await EndOfAsync(exchange, context, deadline.Token, end.Token).ConfigureAwait(false);
        if (status is not { } told)
        {
            return;
        }

        if (exchange.IsStuck)
        {
            // What waits for room in the caller's window would hold back the trailers for as long as the caller likes.
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(Http2Cancel);
            return;
        }

        await ResponseHead.EndAsync(context.Response, exchange.HasWritten, call, told, retryAfter, context.RequestAborted).ConfigureAwait(false);
    }

    private static GrpcMetadata RequestMetadata(HttpRequest request)
    {
        var metadata = new GrpcMetadata();
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                metadata.AddReceived(name, value ?? "");
            }
        }

        return metadata;
    }

    private static DateTimeOffset Later(DateTimeOffset now, TimeSpan time) =>
        time < DateTimeOffset.MaxValue - now ? now + time : DateTimeOffset.MaxValue;

    /// <summary>A stream has no size known beforehand and may pause; single messages are bounded instead.</summary>
    private static void LiftBodyLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>Answers what is not for the method: another HTTP, another spelling of the path (the router does not look at case), another encoding.</summary>
    private async Task<bool> IsForMethodAsync(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return false;
        }

        GrpcStatus? refusal = null;
        string? encoding = context.Request.Headers[GrpcNames.Encoding];
        if (!string.Equals(context.Request.Path, _path, StringComparison.Ordinal))
        {
            refusal = new GrpcStatus(GrpcStatusCode.Unimplemented, "");
        }
        else if (!GrpcNames.IsIdentity(encoding))
        {
            refusal = new GrpcStatus(GrpcStatusCode.Unimplemented, $"Content is compressed with `{encoding}` which isn't supported");
            context.Response.Headers[GrpcNames.AcceptEncoding] = GrpcNames.Identity;
        }

        if (refusal is { } status)
        {
            await ResponseHead.EndAsync(context.Response, false, null, status, null, context.RequestAborted).ConfigureAwait(false);
        }

        return refusal is null;
    }

    /// <summary>Null when there is nobody left to tell.</summary>
    private async Task<(GrpcStatus? Status, TimeSpan? RetryAfter)> EndOfAsync(
        ServerExchange exchange, HttpContext context, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await handler(exchange, cancellationToken).ConfigureAwait(false);
            return (GrpcStatus.Ok, null);
        }
        catch (P8eException e)
        {
            return (exchange.Call.StatusFor(e), (e as P8eTransientException)?.RetryAfter);
        }
        catch (OperationCanceledException e)
        {
            ServerLog.Cancelled(Log(context), _path, e);
            return (context.RequestAborted.IsCancellationRequested ? null
                : deadline.IsCancellationRequested ? new GrpcStatus(GrpcStatusCode.DeadlineExceeded, "Deadline Exceeded")
                : new GrpcStatus(GrpcStatusCode.Cancelled, "The call was cancelled."), null);
        }
#pragma warning disable CA1031 // A handler's mistake must not say more to the caller than that it happened; the log has it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ServerLog.HandlerFailed(Log(context), _path, e);
            return (new GrpcStatus(GrpcStatusCode.Internal, "The server failed while it answered; its log says why."), null);
        }
    }

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("P8e.Grpc.Server");
}
