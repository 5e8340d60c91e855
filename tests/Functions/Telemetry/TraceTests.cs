using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using P8e.Access;
using P8e.Durable;
using P8e.Functions.Hosting;
using P8e.Functions.Http;
using P8e.Functions.Tests.Support;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Telemetry;

/// <summary>One trace from a request to the end of its workflow, in both shapes, across a restart, and nothing of what was sent in it.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Planted = "planted-words-of-a-caller";
    private const string Input = $"\"{Planted}\"";

    private static readonly string[] Expected =
        ["first under start Traced.v1", "second under start Traced.v1", "start Traced.v1 under POST /test/start", "workflow Traced.v1 under start Traced.v1"];

    private readonly SpanRecorder _spans = new();

    public void Dispose() => _spans.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_ProgramStartedAgainInTheMiddle_IsOneTraceToTheEnd()
    {
        var store = new InMemoryHubStore();
        using (_spans)
        {
            await using (var program = await StartAsync(store))
            {
                using var http = program.Client();
                using var request = new HttpRequestMessage(HttpMethod.Post, "/test/start?word=" + Planted);
                request.Headers.Add("traceparent", _spans.TraceParent);
                using var answer = await http.SendAsync(request, Token);
                Assert.True(answer.IsSuccessStatusCode);
                await UntilAsync(() => _spans.Ended.Any(span => span.Name == "first"));
            }

            await using var again = await StartAsync(store);
            using var then = again.Client();
            Assert.True((await then.PostAsync("/test/go", null, Token)).IsSuccessStatusCode);
            await UntilAsync(() => _spans.Ended.Any(span => span.Name == "workflow Traced.v1"));
        }

        // What was running when the first program ended runs again in the second.
        Assert.Equal(Expected.Append("POST /test/start under caller").Order(StringComparer.Ordinal), Shown().Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_spans.Texts, text => text.Contains(Planted, StringComparison.Ordinal));
    }

    /// <summary>Every step of the orchestration is a call with a replay; the host hands activities no trace.</summary>
    [Fact]
    public async Task Start_UnderTheHost_IsOneTraceWithoutDoubledSpans()
    {
        await using var hub = new HostedHub();
        Register(hub.Orchestrators, hub.Activities);
        await hub.StartAsync(Token);
        using (_spans)
        {
            using (var caller = new Activity("POST /test/start").SetParentId(_spans.Trace, _spans.Caller, ActivityTraceFlags.Recorded).Start())
            {
                Assert.True(await hub.Client.StartAsync("i", "Traced.v1", Input, ExistingInstance.Keep, Token));
            }

            await hub.AdvanceAsync(TimeSpan.Zero, Token);
            await hub.Client.RaiseEventAsync("i", "go", null, Token);
            await hub.AdvanceAsync(TimeSpan.Zero, Token);
        }

        Assert.Equal(InstanceStatus.Completed, (await hub.Client.FindAsync("i", Token))!.Status);
        // The imitated host delivers every call again to compare the answers, the last one too: only the workflow's own span follows the deliveries.
        var shown = Shown().ToArray();
        Assert.Single(shown, "first under start Traced.v1");
        Assert.Single(shown, "second under start Traced.v1");
        Assert.Equal(Expected.Select(line => line.Replace("under POST /test/start", "under nobody", StringComparison.Ordinal)), shown.Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_spans.Texts, text => text.Contains(Planted, StringComparison.Ordinal));
    }

    /// <summary>Histories of a time before traces, or of a program that sends none anywhere.</summary>
    [Fact]
    public async Task Start_OutsideAnyTrace_RunsWithoutSpans()
    {
        await using var hub = new HostedHub();
        Register(hub.Orchestrators, hub.Activities);
        await hub.StartAsync(Token);
        using (_spans)
        {
            Assert.True(await hub.Client.StartAsync("i", "Traced.v1", Input, ExistingInstance.Keep, Token));
            await hub.AdvanceAsync(TimeSpan.Zero, Token);
            await hub.Client.RaiseEventAsync("i", "go", null, Token);
            await hub.AdvanceAsync(TimeSpan.Zero, Token);
        }

        Assert.Equal(InstanceStatus.Completed, (await hub.Client.FindAsync("i", Token))!.Status);
        Assert.Empty(_spans.Ended);
    }

    private IEnumerable<string> Shown() => _spans.Ended.Select(span => $"{span.Name} under {span.Above}");

    private static void Register(OrchestratorRegistry orchestrators, ActivityRegistry activities)
    {
        orchestrators.Add("Traced.v1", () => new LambdaOrchestrator<string, string>(async (context, input) =>
        {
            var first = await context.CallActivityAsync<string>("first", input);
            await context.WaitForEventAsync<string?>("go");
            return await context.CallActivityAsync<string>("second", first);
        }));
        activities.Add("first", new LambdaActivity<string, string>((_, input, _) => Task.FromResult(input)));
        activities.Add("second", new LambdaActivity<string, string>((_, input, _) => Task.FromResult(input)));
    }

    private static Task<RunningProgram> StartAsync(InMemoryHubStore store)
    {
        var (orchestrators, activities) = (new OrchestratorRegistry(), new ActivityRegistry());
        Register(orchestrators, activities);
        var options = RunningProgram.Options(isCustomHandler: false, HostRoles.Http | HostRoles.Hub);
        options.Host.Instance = "traced";
        return RunningProgram.StartAsync(options, RunningProgram.Compose(orchestrators, activities, store: store, add: (context, parts) => parts.HttpRoutes.Add(routes =>
        {
            FunctionRoute.Map(routes, HttpMethods.Post, "/test/start", new FunctionRoute("StartTest", UsesTaskHub: false, AccessRoles.None), async call =>
                Assert.True(await context.Orchestrations.StartAsync("i", "Traced.v1", Input, ExistingInstance.Keep, call.RequestAborted)));
            FunctionRoute.Map(routes, HttpMethods.Post, "/test/go", new FunctionRoute("GoTest", UsesTaskHub: false, AccessRoles.None), call =>
                context.Orchestrations.RaiseEventAsync("i", "go", null, call.RequestAborted));
        })));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }
}
