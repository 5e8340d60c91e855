using System.Net;
using System.Text;
using System.Text.Json;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>The program with the package of tests/UnrulyContracts published, and what a client calls to execute it.</summary>
internal sealed class MoodyProgram : IAsyncDisposable
{
    internal const string Contract = "org.example.unruly.Moody";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly RunningProgram _program;
    private readonly HttpClient _http;

    private MoodyProgram(RunningProgram program)
    {
        _program = program;
        _http = new HttpClient { BaseAddress = program.Address };
    }

    internal RunningProgram Program => _program;

    /// <summary>Starts a program whose contracts have 64 MiB, and publishes; all of a world share a hub, so only the first writes.</summary>
    internal static async Task<MoodyProgram> StartAsync(World world, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var program = await RunningProgram.StartAsync(
            world, "moody", cancellationToken, [("Contracts__Trusted", "*"), ("Contracts__CallSeconds", "30"), ("Contracts__HeapMebibytes", "64"), .. settings]);
        var published = await CommandLine.RunAsync(
            program.Address, cancellationToken, "contract", "publish", "--contracts", ChildProgram.PathOf("P8e.UnrulyContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"));
        if (published.ExitCode != 0)
        {
            await program.DisposeAsync();
            Assert.Fail(published.Errors + program.Output);
        }

        return new MoodyProgram(program);
    }

    /// <summary>A request whose note says something.</summary>
    internal static string Note(string text) => $$$$"""{"contract":"{{{{Contract}}}}","records":{"note":{"text":"{{{{text}}}}"}}}""";

    /// <summary>Submits an execution; answers status, media type and body.</summary>
    internal async Task<(HttpStatusCode Status, string? Type, JsonElement Body)> SubmitAsync(string json, CancellationToken cancellationToken, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/executions") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Gets a path; answers status, media type and body.</summary>
    internal async Task<(HttpStatusCode Status, string? Type, JsonElement Body)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Submits a request that is taken; answers the execution's id.</summary>
    internal async Task<string> AcceptAsync(string json, CancellationToken cancellationToken)
    {
        var (status, _, body) = await SubmitAsync(json, cancellationToken);
        Assert.True(status == HttpStatusCode.Accepted, body.ToString());
        return body.GetProperty("id").GetString()!;
    }

    /// <summary>Submits a request that is taken, and waits for its end.</summary>
    internal async Task<JsonElement> ExecuteAsync(string json, CancellationToken cancellationToken) => await EndAsync(await AcceptAsync(json, cancellationToken), cancellationToken);

    /// <summary>Waits until an execution has ended.</summary>
    internal Task<JsonElement> EndAsync(string id, CancellationToken cancellationToken) => UntilAsync(id, _ => false, cancellationToken);

    /// <summary>Waits until a step runs, or all has ended.</summary>
    internal Task<JsonElement> UntilRunningAsync(string id, string step, CancellationToken cancellationToken) => UntilAsync(id, view => StateOf(view, step) == "running", cancellationToken);

    /// <summary>Where a step of an execution stands; null before there is a first.</summary>
    internal static string? StateOf(JsonElement execution, string step) => execution.TryGetProperty("steps", out var steps)
        ? steps.EnumerateArray().Single(known => known.GetProperty("name").GetString() == step).GetProperty("state").GetString()
        : null;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _program.DisposeAsync();
    }

    private static async Task<(HttpStatusCode Status, string? Type, JsonElement Body)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => (
        response.StatusCode, response.Content.Headers.ContentType?.MediaType, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken)));

    // While its storage is away the program answers 503.
    private async Task<JsonElement> UntilAsync(string id, Func<JsonElement, bool> holds, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (status, _, view) = await GetAsync($"/api/v1/executions/{id}", cancellationToken);
            if (status == HttpStatusCode.OK && (view.GetProperty("status").GetString() is "Completed" or "Failed" or "Terminated" || holds(view)))
            {
                return view;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{view}\n{_program.Output}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
