using System.Net;
using System.Text.Json;
using P8e.Azure.Configuration;
using P8e.Durable;
using P8e.Functions.Hosting;
using P8e.Functions.Invocations;
using P8e.Functions.Tests.Support;
using P8e.Functions.Timers;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Hosting;

/// <summary>The standalone shape inside the tests' process.</summary>
public sealed class StandaloneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithAllRoles_RunsWorkflowsAndTimersAndShowsThem()
    {
        IOrchestrationClient client = null!;
        var ticked = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        var orchestrators = new OrchestratorRegistry().Add("Double.v1", () => new LambdaOrchestrator<int, int>((context, input) => context.CallActivityAsync<int>("double", input)));
        var activities = new ActivityRegistry().Add("double", new LambdaActivity<int, int>((_, input, _) => Task.FromResult(input * 2)));
        await using var program = await RunningProgram.StartAsync(RunningProgram.Options(isCustomHandler: false), RunningProgram.Compose(orchestrators, activities, add: (context, parts) =>
        {
            client = context.Orchestrations;
            parts.Timers.Add(new HostTimer("Tick", TimeSpan.FromSeconds(1), _ => Task.FromResult(ticked.TrySetResult())));
            parts.Timers.Add(new HostTimer("Watch", TimeSpan.FromMilliseconds(10), async token =>
            {
                if (await client.FindAsync("i", token) is { IsEnded: true })
                {
                    done.TrySetResult();
                }
            }));
        }));
        using var http = program.Client();

        Assert.True(await client.StartAsync("i", "Double.v1", "21", ExistingInstance.Keep, Token));
        await Task.WhenAll(ticked.Task, done.Task).WaitAsync(TimeSpan.FromSeconds(60), Token);

        using var view = JsonDocument.Parse(await http.GetStringAsync("/api/v1/workflows/i", Token));
        Assert.Equal(("Completed", 42), (view.RootElement.GetProperty("status").GetString(), view.RootElement.GetProperty("output").GetInt32()));
    }

    [Theory]
    [InlineData("attacker.example", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.attacker.example", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "null", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "http://127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost", null, HttpStatusCode.OK)]
    [InlineData("[::1]", null, HttpStatusCode.OK)]
    public async Task Request_OfAPageElsewhere_IsRefused(string host, string? origin, HttpStatusCode expected)
    {
        await using var program = await StartAsync(HostRoles.Http, new OrchestratorRegistry(), new ActivityRegistry());
        using var http = program.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await http.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Invocations_OfEveryFunction_DoNotExist()
    {
        var orchestrators = new OrchestratorRegistry().Add("Orch", () => new LambdaOrchestrator<int, int>((_, input) => Task.FromResult(input)));
        var activities = new ActivityRegistry().Add("act", new LambdaActivity<int, int>((_, input, _) => Task.FromResult(input)));
        await using var program = await StartAsync(HostRoles.Http, orchestrators, activities);
        using var http = program.Client();
        http.DefaultRequestHeaders.Add(InvocationRouter.InvocationHeader, "0f0e0d0c-0b0a-0908-0706-050403020100");

        foreach (var function in new[] { "Orch", "act", "GetWorkflow" })
        {
            using var answer = await http.PostAsync("/" + function, new StringContent("{}"), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("http", HttpStatusCode.NotFound, "durable.instance_not_found")]
    [InlineData("hub", HttpStatusCode.NotFound, "request.unknown_route")]
    public async Task Routes_OfTheApi_AreThereWithTheRole(string roles, HttpStatusCode status, string code)
    {
        await using var program = await StartAsync(Enum.Parse<HostRoles>(roles, ignoreCase: true), new OrchestratorRegistry(), new ActivityRegistry());
        using var http = program.Client();

        using var answer = await http.GetAsync("/api/v1/workflows/nobody", Token);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Token)).StatusCode);
        Assert.Equal("ok", JsonDocument.Parse(await http.GetStringAsync("/health", Token)).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Routes_StorageAway_SaySoAndNotThatTheProgramIsAtFault()
    {
        var options = RunningProgram.Options(isCustomHandler: false, HostRoles.Http) with
        {
            Storage = new StorageOptions { ConnectionString = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a", MaxRetries = 0 },
        };
        await using var program = await RunningProgram.StartAsync(options, Composition.Product);
        using var http = program.Client();

        using var answer = await http.GetAsync("/api/v1/workflows/i", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("\"code\":\"storage.unavailable\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrpcPort_AskedForTheApi_DoesNotHaveIt()
    {
        await using var program = await StartAsync(HostRoles.Http | HostRoles.Grpc, new OrchestratorRegistry(), new ActivityRegistry());
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(program.Program.Addresses["grpc"]), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var api = await http.GetAsync("/api/v1/workflows/i", Token);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/some.Service/Method") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        call.Content = new ByteArrayContent([]);
        call.Content.Headers.ContentType = new("application/grpc");
        using var unknown = await http.SendAsync(call, Token);

        Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
        Assert.Equal("12", unknown.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task PortFile_WhenAskedFor_HoldsTheAddresses()
    {
        var file = Path.Combine(Path.GetTempPath(), $"p8e-ports-{Guid.CreateVersion7():N}.json");
        var options = RunningProgram.Options(isCustomHandler: false);
        options.Host.PortFile = file;
        try
        {
            await using var program = await RunningProgram.StartAsync(options, RunningProgram.Compose(new OrchestratorRegistry(), new ActivityRegistry()));

            Assert.Equal(program.Program.Addresses, JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(file, Token)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<RunningProgram> StartAsync(HostRoles roles, OrchestratorRegistry orchestrators, ActivityRegistry activities) =>
        RunningProgram.StartAsync(RunningProgram.Options(isCustomHandler: false, roles), RunningProgram.Compose(orchestrators, activities));
}
