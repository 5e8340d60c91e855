using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using P8e.Durable.Wire;
using P8e.Functions.Hosting;
using P8e.Functions.Http;
using P8e.Functions.TaskHub;

namespace P8e.Functions.Invocations;

/// <summary>
/// Answers the Functions host: <c>POST /{function}</c> with the host's header, ignoring case (functions-host 2). In the standalone shape it is not there.
/// </summary>
/// <param name="functions">Made when the routes are known.</param>
/// <param name="orchestrators">Pure, so it waits for no set-up.</param>
/// <param name="activities">Wait for the set-up, like all else.</param>
/// <param name="sidecar">Learns where the task hub is.</param>
/// <param name="setUp">What is waited for.</param>
/// <param name="log">Names only, never payloads.</param>
/// <param name="stopping">The program is about to end.</param>
internal sealed partial class InvocationRouter(
    Lazy<FunctionTable> functions,
    OrchestratorHandler orchestrators,
    ActivityHandler activities,
    SidecarConnection sidecar,
    SetUp setUp,
    ILogger<InvocationRouter> log,
    CancellationToken stopping)
{
    internal const string InvocationHeader = "X-Azure-Functions-InvocationId";

    internal async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value;
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Headers.ContainsKey(InvocationHeader) || path is null || path.LastIndexOf('/') != 0 || path.Length == 1)
        {
            await next(context);
            return;
        }

        if (functions.Value.Find(path[1..]) is not { } function)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // The history of an instance is longer than what any route takes; the body's own limit is InvocationBody.BytesMax.
        RequestBody.LiftLimit(context);
        var body = await InvocationBody.ReadAsync(context.Request.BodyReader, context.RequestAborted);
        if (body.Client() is { } client)
        {
            sidecar.Use(DurableClientBinding.Read(client));
        }

        await (function.Kind switch
        {
            HostFunctionKind.Orchestrator => OrchestrateAsync(context, body),
            HostFunctionKind.Activity => RunActivityAsync(context, body, function.Registered),
            HostFunctionKind.Timer => TickAsync(context, function),
            _ => AnswerAsync(context, body, next),
        });
    }

    private Task OrchestrateAsync(HttpContext context, InvocationBody body)
    {
        var request = body.TriggerMessage();
        return HostReply.MessageAsync(
            context.Response, stopping.IsCancellationRequested ? OrchestratorHandler.AskAgain(string.Empty) : orchestrators.Handle(request));
    }

    private async Task RunActivityAsync(HttpContext context, InvocationBody body, string name)
    {
        await setUp.WaitAsync(context.RequestAborted);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            var answer = await activities.HandleAsync(name, body.InstanceId(), body.TriggerText(), either.Token);
            if (answer.StartsWith("{\"ok\":false", StringComparison.Ordinal))
            {
                // The portal shows the call as succeeded (functions-host 3.6).
                LogActivityFailed(log, name, body.InstanceId());
            }

            await HostReply.TextAsync(context.Response, answer);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // No answer at all: the caller's retry policy runs the activity again.
            context.Abort();
        }
    }

    private async Task TickAsync(HttpContext context, HostFunction function)
    {
        await setUp.WaitAsync(context.RequestAborted);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await function.Timer!.TickAsync(either.Token);
        await HostReply.NothingAsync(context.Response);
    }

    /// <summary>Runs the request inside the call through the program's own routes, so that both shapes have one set of them.</summary>
    private static async Task AnswerAsync(HttpContext context, InvocationBody body, RequestDelegate next)
    {
        using var call = WrappedHttpCall.Read(body, context);
        await next(call.Inner);
        await call.Inner.Response.CompleteAsync();
        await HostReply.ObjectAsync(context.Response, call.Write);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "activity {Name} of instance {InstanceId} failed; its history says how")]
    private static partial void LogActivityFailed(ILogger log, string name, string instanceId);
}
