using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Functions.Hosting;
using P8e.Functions.Http;

namespace P8e.Functions.Telemetry;

/// <summary>
/// The span of a request of the API, under the caller's <c>traceparent</c> when it sends one. It names the route as it was mapped, never the address that was asked for. Of both shapes: what the Functions
/// host wraps is taken out first.
/// </summary>
internal static class HttpTrace
{
    /// <summary>Name of source and meter.</summary>
    internal const string SourceName = "P8e.Http";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> RefusedCount =
        Meter.CreateCounter<long>("p8e.http.refused", "{request}", "Requests that were answered with an error, by its code and status.");

    internal static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!Source.HasListeners() || context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<FunctionRoute>() is not { } function)
        {
            await next(context);
            return;
        }

        using var span = Start(context.Request, endpoint.RoutePattern.RawText ?? string.Empty, function.Name);
        try
        {
            await next(context);
            End(span, context.Response.StatusCode, null);
        }
        catch (Exception error)
        {
            var answer = ProblemAnswer.Of(TroubleText.Unwrap(error));
            End(span, answer.Status, answer.Code);
            throw;
        }
    }

    /// <summary>Counts a request that was refused.</summary>
    internal static void Refused(ProblemAnswer answer) => RefusedCount.Add(1, new("error.type", answer.Code), new("http.response.status_code", answer.Status));

    private static Activity? Start(HttpRequest request, string route, string function)
    {
        // The web server's own activity is sent nowhere: a span below it would hang in the air.
        Activity.Current = null;
        _ = ActivityContext.TryParse(request.Headers.TraceParent, null, isRemote: true, out var caller);
        return Source.StartActivity($"{request.Method} {route}", ActivityKind.Server, caller)
            ?.SetTag("http.request.method", request.Method).SetTag("http.route", route).SetTag("p8e.function", function);
    }

    private static void End(Activity? span, int status, string? code)
    {
        span?.SetTag("http.response.status_code", status);
        if (code is not null)
        {
            span?.SetTag("error.type", code);
        }

        if (status >= StatusCodes.Status500InternalServerError)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
