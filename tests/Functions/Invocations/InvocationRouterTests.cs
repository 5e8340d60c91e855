using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Durable;
using P8e.Durable.Wire;
using P8e.Functions.Invocations;
using P8e.Functions.TaskHub;
using P8e.Functions.Tests.Support;
using P8e.Functions.Timers;
using P8e.ImitatedHost.Calls;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Invocations;

/// <summary>What the host gets for what it sends, over real HTTP.</summary>
public sealed class InvocationRouterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_OfTheRecordedOrchestratorCall_AnswersTheRecordedBytes()
    {
        var sample = Samples.Find("httpInvocations", "orchestrator");
        var orchestrators = new OrchestratorRegistry().Add("Orch", () => new LambdaOrchestrator<int, string?>(
            (context, input) => context.CallActivityAsync<string?>("dummy_activity", input)));
        // The recording's engine sends inputs plainly; ours wraps them unless told otherwise.
        await using var program = await StartAsync(orchestrators, new ActivityRegistry(), new ReplayPolicy());
        using var http = program.Client();

        using var answer = await PostAsync(http, sample.GetProperty("path").GetString()!, sample.GetProperty("body").GetString()!);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(sample.GetProperty("responseBody").GetString(), await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("/Echo_v1", true, HttpStatusCode.OK)]
    [InlineData("/echo_V1", true, HttpStatusCode.OK)]
    [InlineData("/Echo.v1", true, HttpStatusCode.NotFound)]
    [InlineData("/nobody", true, HttpStatusCode.NotFound)]
    [InlineData("/Echo_v1", false, HttpStatusCode.NotFound)]
    [InlineData("/api/Echo_v1", true, HttpStatusCode.NotFound)]
    public async Task Invoke_ByNameAndHeader_IsAnsweredOrUnknown(string path, bool hasHeader, HttpStatusCode expected)
    {
        await using var program = await StartAsync(new OrchestratorRegistry(), Echo("Echo.v1"));
        using var http = program.Client();

        using var answer = await PostAsync(http, path, """{"Data":{"input":"\"\\\"\\\\\\\"x\\\\\\\"\\\"\""},"Metadata":{}}""", hasHeader);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Invoke_WithAHistoryOfManyMegabytes_IsRead()
    {
        await using var program = await StartAsync(new OrchestratorRegistry(), Echo("echo"));
        using var calls = new HostCalls(program.Address, escapes: false);
        var input = JsonSerializer.Serialize(JsonSerializer.Serialize(new string('x', 31_000_000)));

        var result = await calls.RunActivityAsync("echo", "i", input, Token);

        Assert.Equal(31_000_000, JsonDocument.Parse(JsonSerializer.Deserialize<string>(result!)!).RootElement.GetProperty("value").GetString()!.Length);
    }

    [Fact]
    public async Task Invoke_OfAnActivityThatFails_AnswersItsReason()
    {
        var activities = new ActivityRegistry(describeFailure: FailureText.Describe).Add("fail", new LambdaActivity<string?, string?>((_, _, _) =>
            throw new Protocol.Errors.P8eStateException(Protocol.Errors.StateErrorKind.Conflict, Protocol.Errors.ErrorCodes.StorageConflict, "taken")));
        await using var program = await StartAsync(new OrchestratorRegistry(), activities);
        using var calls = new HostCalls(program.Address, escapes: true);

        var result = await calls.RunActivityAsync("fail", "i", null, Token);

        var error = JsonDocument.Parse(JsonSerializer.Deserialize<string>(result!)!).RootElement.GetProperty("error");
        Assert.Equal((Protocol.Errors.ErrorCodes.StorageConflict, "taken", true), (error.GetProperty("type").GetString(), error.GetProperty("message").GetString(), error.GetProperty("nonRetriable").GetBoolean()));
    }

    [Fact]
    public async Task Invoke_OfATimer_TicksAndAnswersAnObject()
    {
        var ticks = 0;
        await using var program = await StartAsync(new OrchestratorRegistry(), new ActivityRegistry(), add: (_, parts) =>
            parts.Timers.Add(new HostTimer("Count", TimeSpan.FromMinutes(1), _ => Task.FromResult(++ticks))));
        using var calls = new HostCalls(program.Address, escapes: false);

        var reply = await calls.InvokeAsync("Count", new JsonObject { ["timer"] = new JsonObject() }, [], Token);

        Assert.Equal((1, "{}"), (ticks, reply.GetRawText()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"Data\":{\"context\":\"\\\"AAAA\\\"\"}}")]
    public async Task Invoke_WithABodyThatIsNone_IsRefusedAsInput(string body)
    {
        var orchestrators = new OrchestratorRegistry().Add("Orch", () => new LambdaOrchestrator<int, int>((_, input) => Task.FromResult(input)));
        await using var program = await StartAsync(orchestrators, new ActivityRegistry());
        using var http = program.Client();

        using var answer = await PostAsync(http, "/Orch", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Invoke_OfAWrappedRequest_RunsTheProgramsOwnRoute()
    {
        await using var hub = new HostedHub();
        hub.Orchestrators.Add("Wait.v1", () => new LambdaOrchestrator<string?, string?>((context, _) => context.WaitForEventAsync<string?>("go")));
        await hub.StartAsync(Token);
        await hub.Client.StartAsync("an id", "Wait.v1", null, ExistingInstance.Keep, Token);
        await hub.AdvanceAsync(TimeSpan.Zero, Token);

        var found = await GetAsync(hub, "an%20id");
        var missing = await GetAsync(hub, "nobody");
        var wrong = await GetAsync(hub, "@entity");

        Assert.Equal((200, "application/json", "Running"), (found.Status, found.Type, found.Body.GetProperty("status").GetString()));
        Assert.Equal((404, "application/problem+json", DurableErrorCodes.InstanceNotFound), (missing.Status, missing.Type, missing.Body.GetProperty("code").GetString()));
        Assert.Equal((400, DurableErrorCodes.ArgumentInvalid), (wrong.Status, wrong.Body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Client_BeforeAnyCallBroughtItsAddress_SaysWhatIsMissing()
    {
        await using var program = await StartAsync(new OrchestratorRegistry(), new ActivityRegistry());
        using var http = program.Client();

        using var answer = await http.GetAsync("/api/v1/workflows/i", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(Protocol.Errors.ErrorCodes.HostClientUnknown, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com:1")]
    [InlineData("https://127.0.0.1:1")]
    [InlineData("")]
    public async Task Client_OfAnAddressThatIsNotThisMachine_IsRefused(string address)
    {
        await using var program = await StartAsync(new OrchestratorRegistry(), new ActivityRegistry());
        using var calls = new HostCalls(program.Address, escapes: false);

        var error = await Assert.ThrowsAsync<InvocationFailedException>(() => calls.TickAsync(
            "RecoverInstances", new JsonObject { ["rpcBaseUrl"] = address, ["taskHubName"] = "P8eHub" }, Token));

        Assert.Contains("400", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_OfAnOrchestratorWhileStopping_AsksForTheSameCallAgain()
    {
        var parts = new ProgramParts { Orchestrators = new OrchestratorRegistry().Add("Orch", () => new LambdaOrchestrator<int, int>((_, input) => Task.FromResult(input))) };
        using var sidecar = new SidecarConnection(TimeProvider.System);
        var router = new InvocationRouter(
            new Lazy<FunctionTable>(() => new FunctionTable(parts, [])), new OrchestratorHandler(parts.Orchestrators), new ActivityHandler(parts.Activities), sidecar, new P8e.Functions.Hosting.SetUp(TimeProvider.System, _ => { }),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<InvocationRouter>.Instance, new CancellationToken(canceled: true));
        using var answer = new MemoryStream();
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { Response = { Body = answer }, Request = { Method = "POST", Path = "/Orch" } };
        context.Request.Headers[InvocationRouter.InvocationHeader] = "0f0e0d0c-0b0a-0908-0706-050403020100";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(Samples.Find("httpInvocations", "orchestrator").GetProperty("body").GetString()!));

        await router.InvokeAsync(context, _ => throw new InvalidOperationException("Not for others."));

        var reply = HostReplies.Judge(context.Response.StatusCode, context.Response.ContentType, Encoding.UTF8.GetString(answer.ToArray()));
        Assert.Equal(OrchestratorHandler.AskAgain(string.Empty), HostReplies.Member(reply, "ReturnValue")!.Value.GetBytesFromBase64());
    }

    private static Task<RunningProgram> StartAsync(
        OrchestratorRegistry orchestrators, ActivityRegistry activities, ReplayPolicy? replay = null, Action<CompositionContext, ProgramParts>? add = null) =>
        RunningProgram.StartAsync(RunningProgram.Options(isCustomHandler: true), RunningProgram.Compose(orchestrators, activities, replay, add));

    private static ActivityRegistry Echo(string name) => new ActivityRegistry().Add(name, new LambdaActivity<string?, string?>((_, input, _) => Task.FromResult(input)));

    private static async Task<(int Status, string? Type, JsonElement Body)> GetAsync(HostedHub hub, string id)
    {
        var (status, type, body) = await hub.Host.Calls.CallHttpAsync("GetWorkflow", "GET", new Uri($"http://localhost:7071/api/v1/workflows/{id}?x=1"), null, hub.Host.Client, Token);
        return (status, type, JsonDocument.Parse(body).RootElement);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body, bool hasHeader = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (hasHeader)
        {
            request.Headers.Add(InvocationRouter.InvocationHeader, "0f0e0d0c-0b0a-0908-0706-050403020100");
        }

        return http.SendAsync(request, Token);
    }
}
