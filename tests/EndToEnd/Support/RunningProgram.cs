using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>The program, standalone, as a process.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ChildProgram _program;
    private readonly HttpClient _http;

    private RunningProgram(ChildProgram program, Uri address, string? grpc)
    {
        _program = program;
        _http = new HttpClient { BaseAddress = address };
        Grpc = grpc;
    }

    internal string Output => _program.Output;

    internal int ProcessId => _program.ProcessId;

    /// <summary>Where gRPC is served, with that role.</summary>
    internal string? Grpc { get; }

    internal Uri Address => _http.BaseAddress!;

    internal static async Task<RunningProgram> StartAsync(World world, string hub, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var portFile = world.NewFile("ports.json");
        var environment = world.Settings(hub);
        environment["Host__PortFile"] = portFile;
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var program = ChildProgram.Start("P8e.Functions", [], environment);
        var addresses = await program.ReadyAsync(portFile, cancellationToken);
        return new RunningProgram(program, new Uri(addresses["http"].GetString()!), addresses.TryGetValue("grpc", out var grpc) ? grpc.GetString() : null);
    }

    internal Task KillAsync(CancellationToken cancellationToken) => _program.KillAsync(cancellationToken);

    /// <summary>Submits transactions; answers status and body.</summary>
    internal Task<(HttpStatusCode Status, JsonElement Body)> SubmitAsync(string json, string? key, CancellationToken cancellationToken) => PostAsync("/api/v1/transactions", json, key, cancellationToken);

    /// <summary>Submits an execution, under a trace parent if there is one; answers status and body.</summary>
    internal Task<(HttpStatusCode Status, JsonElement Body)> ExecuteAsync(string json, string? key, CancellationToken cancellationToken, string? trace = null) =>
        PostAsync("/api/v1/executions", json, key, cancellationToken, trace);

    /// <summary>What a path answers with 200.</summary>
    internal async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => JsonSerializer.Deserialize<JsonElement>(await _http.GetByteArrayAsync(path, cancellationToken));

    /// <summary>The server-sent events of a path until the program ends the stream.</summary>
    internal async Task<IReadOnlyList<SseItem<JsonElement>>> ReadEventsAsync(string path, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Patience);
        await using var stream = await _http.GetStreamAsync(path, end.Token);
        return await SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<JsonElement>(data)).EnumerateAsync(end.Token).ToArrayAsync(end.Token);
    }

    internal Task<JsonElement> ViewAsync(string id, CancellationToken cancellationToken) => GetAsync($"/api/v1/workflows/{id}", cancellationToken);

    /// <summary>Waits until the program has printed a text.</summary>
    internal async Task SaysAsync(string text, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"It did not say '{text}':\n{Output}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until a path is answered with 200.</summary>
    internal async Task AnswersAsync(string path, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await _http.GetAsync(path, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{path}: {response.StatusCode}\n{Output}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until a workflow has ended.</summary>
    internal Task<JsonElement> EndAsync(string id, CancellationToken cancellationToken) => UntilAsync(id, HasEnded, cancellationToken);

    /// <summary>Waits until a number of a workflow's transactions have succeeded.</summary>
    internal Task SucceededAsync(string id, int atLeast, CancellationToken cancellationToken) => UntilAsync(
        id,
        view => HasEnded(view) || (view.TryGetProperty("customStatus", out var status) && status.GetProperty("succeeded").GetInt32() >= atLeast),
        cancellationToken);

    /// <summary>Waits until a number of an execution's steps are done.</summary>
    internal Task StepsDoneAsync(string id, int atLeast, CancellationToken cancellationToken) => UntilAsync(
        id,
        view => HasEnded(view) || (view.TryGetProperty("customStatus", out var status) && status.GetProperty("steps").EnumerateArray().Count(step => step.GetProperty("state").GetString() == "done") >= atLeast),
        cancellationToken);

    private static bool HasEnded(JsonElement view) => view.GetProperty("status").GetString() is "Completed" or "Failed" or "Terminated";

    private async Task<JsonElement> UntilAsync(string id, Func<JsonElement, bool> holds, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var view = await TryViewAsync(id, cancellationToken);
            if (view is { } known && holds(known))
            {
                return known;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{view}\n{Output}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json, string? key, CancellationToken cancellationToken, string? trace = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (trace is not null)
        {
            request.Headers.Add("traceparent", trace);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
    }

    // While its storage is away the program answers 503.
    private async Task<JsonElement?> TryViewAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"/api/v1/workflows/{id}", cancellationToken);
        return response.StatusCode == HttpStatusCode.OK ? JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken)) : null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _program.DisposeAsync();
    }
}
