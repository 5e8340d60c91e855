using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace P8e.CannedApi;

/// <summary>The program's API with one execution and one scope, on a free port of loopback. The test says how far the execution has come.</summary>
public sealed class CannedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<Channel<string>> _streams = [];
    private JsonObject _view = Samples.Execution(1);
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _breaks;

    private CannedServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>False: there are no events, as behind a Functions host.</summary>
    public bool HasEvents { get; set; } = true;

    /// <summary>Events end after the first, as a connection that broke.</summary>
    public bool BreaksEvents { get; set; }

    /// <summary>So many submissions are taken and their answer is lost.</summary>
    public int BreaksSubmissions { set => _breaks = value; }

    /// <summary>Idempotency keys of the submissions, in order.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Bodies of the submissions.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>Ends when the first events were asked for.</summary>
    public Task Followed => _followed.Task;

    /// <summary>Paths that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="more">Further routes.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<CannedServer> StartAsync(Action<IEndpointRouteBuilder>? more, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new CannedServer(builder.Build());
        server._app.Use((context, next) =>
        {
            server.Asked.Enqueue(context.Request.Path.Value!);
            return next(context);
        });
        server._app.UseRouting();
        server.Map();
        more?.Invoke(server._app);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The execution is now like this; whoever follows it hears.</summary>
    public void Show(JsonObject view)
    {
        lock (_gate)
        {
            _view = view;
            _streams.ForEach(stream => stream.Writer.TryWrite(Event(view)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _streams.ForEach(stream => stream.Writer.TryComplete());
        }

        await _app.DisposeAsync();
    }

    private static bool HasEnded(JsonObject view) => view["status"]!.GetValue<string>() != "Running";

    private static string Event(JsonObject view) => $": keep alive\n\nevent: {(HasEnded(view) ? "end" : "execution")}\ndata: {view.ToJsonString()}\n\n";

    private void Map()
    {
        _app.MapPost("/api/v1/executions", SubmitAsync);
        Answer("/api/v1/executions", Samples.Executions);
        _app.MapGet("/api/v1/executions/{id}", context => context.Request.RouteValues["id"] is Samples.Id ? WriteAsync(context, Now()) : RefuseAsync(context));
        _app.MapGet("/api/v1/executions/{id}/events", FollowAsync);
        Answer("/api/v1/scopes", Samples.Scopes);
        Answer("/api/v1/scopes/" + Samples.Scope, Samples.OneScope);
        Answer($"/api/v1/scopes/{Samples.Scope}/records/{Samples.RecordName}", Samples.RecordWithContent);
        Answer($"/api/v1/scopes/{Samples.Scope}/records/{Samples.RecordName}/history", Samples.History);
    }

    private void Answer(string path, Func<JsonObject> answer) => _app.MapGet(path, context => WriteAsync(context, answer()));

    private JsonObject Now()
    {
        lock (_gate)
        {
            return _view;
        }
    }

    private async Task SubmitAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        Keys.Enqueue(context.Request.Headers["Idempotency-Key"].ToString());
        if (Interlocked.Decrement(ref _breaks) >= 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await WriteAsync(context, new JsonObject { ["id"] = Samples.Id, ["status"] = "/api/v1/executions/" + Samples.Id });
    }

    private async Task FollowAsync(HttpContext context)
    {
        if (!HasEvents)
        {
            await RefuseAsync(context);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        var stream = Channel.CreateUnbounded<string>();
        lock (_gate)
        {
            _streams.Add(stream);
            stream.Writer.TryWrite(Event(_view));
        }

        _followed.TrySetResult();
        await foreach (var text in stream.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (BreaksEvents)
            {
                context.Abort();
            }

            if (BreaksEvents || text.Contains("event: end", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync("""{"type":"urn:p8e:execution.not_found","status":404,"code":"execution.not_found","detail":"There is no such execution."}""", context.RequestAborted);
    }
}
