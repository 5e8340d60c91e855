using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Execution.Envelopes;
using P8e.Functions.Http;

namespace P8e.Functions.Executions;

/// <summary>
/// <c>GET /api/v1/executions/{id}/events</c>: server-sent events, one for every change an observer can see, the last with the results. A reader that reconnects gets the newest state first. It ends with
/// the execution, or after <see cref="LongestStream"/>: below the host's limit for one call (functions-host 1.7).
/// </summary>
internal sealed class ExecutionEvents(ExecutionAnswers answers, TimeProvider clock)
{
    internal static readonly TimeSpan LongestStream = TimeSpan.FromSeconds(200);

    /// <summary>Proxies close what is silent for a minute.</summary>
    private static readonly TimeSpan KeepAlivePeriod = TimeSpan.FromSeconds(15);

    internal void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/executions/{id}/events", new FunctionRoute("FollowExecution", UsesTaskHub: false, AccessRoles.Read | AccessRoles.Submit), FollowAsync);

    private async Task FollowAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var id = (string)context.Request.RouteValues["id"]!;
        var view = await answers.FindAsync(context, id);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var begun = clock.GetUtcNow();
        var spoken = begun;
        ExecutionView? shown = null;
        for (var number = 1; clock.GetUtcNow() - begun < LongestStream; view = await answers.FindAsync(context, id))
        {
            if (shown?.Instance != view.Instance)
            {
                shown = view;
                spoken = clock.GetUtcNow();
                await SendAsync(context.Response, number++, "execution", view, [], cancellationToken);
            }

            if (view.Instance.IsEnded)
            {
                await SendAsync(context.Response, number, "end", view, await ExecutionAnswers.ReadResultsAsync(context, view), cancellationToken);
                return;
            }

            if (clock.GetUtcNow() - spoken >= KeepAlivePeriod)
            {
                spoken = clock.GetUtcNow();
                await WriteAsync(context.Response, ":\n\n", cancellationToken);
            }

            await Task.Delay(ExecutionAnswers.LookPeriod, clock, cancellationToken);
        }
    }

    private static Task SendAsync(HttpResponse response, int number, string name, ExecutionView view, IReadOnlyList<FunctionResult> results, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            ExecutionJson.Write(writer, view, results);
        }

        // Compact JSON has no line breaks, which would end the data.
        var text = string.Create(CultureInfo.InvariantCulture, $"id: {number}\nevent: {name}\ndata: {Encoding.UTF8.GetString(json.WrittenSpan)}\n\n");
        return WriteAsync(response, text, cancellationToken);
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
