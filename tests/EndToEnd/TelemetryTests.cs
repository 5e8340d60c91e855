using System.Net;
using System.Text;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>Traces and metrics as a collector gets them: one trace from the caller to the block, across a kill of the program, and nothing of records and keys in any byte of it.</summary>
public sealed class TelemetryTests(LoanWorld world) : IClassFixture<LoanWorld>
{
    private const string Planted = "planted words of a loan kept nowhere";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = "b7ad6b7169203331";
    private const string Post = "POST /api/v1/executions";
    private const string Start = "start ExecuteContract.v1";
    private const string Queue = "Memorialise.v1";

    /// <summary>Each span and the one above it.</summary>
    private static readonly Dictionary<string, string> Above = new()
    {
        [Post] = "caller",
        [Start] = Post,
        ["PackageSession.v1"] = Start,
        ["RunContract.v1"] = Start,
        [Queue] = Start,
        ["sign transaction"] = Queue,
        ["broadcast transaction"] = Queue,
        ["index transaction"] = Queue,
        ["transaction in block"] = Queue,
        ["settle transaction"] = Queue,
        ["ConfirmIndex.v1"] = Start,
        ["EndExecution.v1"] = Start,
        ["workflow ExecuteContract.v1"] = Start,
    };

    private static readonly string[] Counts =
    [
        "p8e.activity.duration", "p8e.azure.call.duration", "p8e.chain.broadcasts", "p8e.chain.fees", "p8e.chain.follower.height", "p8e.chain.follower.lag", "p8e.chain.transactions",
        "p8e.execution.duration", "p8e.executions.ended", "p8e.http.refused", "p8e.outbox.open", "p8e.ready", "p8e.timer.failing", "p8e.workflow.ended",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_ProgramKilledInTheMiddle_IsOneTraceFromTheCallerToTheBlock()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Token);
        var request = new LoanRequest(1);
        request.SubmittedRecords["asset"]!["description"] = Planted;
        string id;
        await using (var first = await StartAsync(receiver))
        {
            var (status, accepted) = await first.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token, $"00-{Trace}-{Caller}-01");
            Assert.True(status == HttpStatusCode.Accepted, accepted.ToString());
            id = accepted.GetProperty("id").GetString()!;
            await receiver.UntilAsync(got => got.Spans.Any(span => span.Name == "PackageSession.v1"), Token);
            await first.KillAsync(Token);
        }

        await using var second = await StartAsync(receiver);
        Assert.Equal("Completed", (await second.EndAsync(id, Token)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await second.ExecuteAsync("{}", null, Token)).Status);
        await receiver.UntilAsync(got => Above.Keys.All(name => OfTheCaller(got).Any(span => span.Name == name)) && got.Metrics.IsSupersetOf(Counts), Token);

        var spans = OfTheCaller(receiver);
        var names = spans.ToDictionary(span => span.Id, span => span.Name);
        names[Caller] = "caller";
        Assert.All(spans.Where(span => !span.Name.StartsWith("GET ", StringComparison.Ordinal)), span => Assert.Equal(Above[span.Name], names[span.Parent]));
        var execution = await second.GetAsync($"/api/v1/executions/{id}", Token);
        var block = spans.First(span => span.Name == "transaction in block");
        Assert.Equal(execution.GetProperty("transaction").GetProperty("hash").GetString(), block.Attributes["p8e.chain.transaction.hash"]);
        Assert.Equal(["secret-of-the-collector"], receiver.Keys);
        AssertNothingPlanted(receiver, request);
    }

    /// <summary>What is not loaded costs no start (bound B12).</summary>
    [Fact]
    public async Task Start_WithoutACollector_LoadsNothingOfIt()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Token);
        await using var off = await world.StartAsync("plain", Token);
        await using var on = await StartAsync(receiver);
        await UntilReadyAsync(off);
        await UntilReadyAsync(on);

        Assert.DoesNotContain(await MapsAsync(off), line => line.Contains("OpenTelemetry", StringComparison.Ordinal));
        Assert.Contains(await MapsAsync(on), line => line.Contains("OpenTelemetry", StringComparison.Ordinal));
    }

    private Task<RunningProgram> StartAsync(OtlpReceiver receiver)
    {
        var headers = world.World.NewFile("otlp-headers");
        File.WriteAllText(headers, "# what the collector asks for\napi-key=secret-of-the-collector\n");
        return RunningProgram.StartAsync(world.World, "telemetry", Token, [LoanRequest.Trusting, .. receiver.Settings(headers)]);
    }

    private static List<OtlpSpan> OfTheCaller(OtlpReceiver receiver) => [.. receiver.Spans.Where(span => span.Trace == Trace)];

    private static void AssertNothingPlanted(OtlpReceiver receiver, LoanRequest request)
    {
        var all = receiver.Bodies.SelectMany(body => body).ToArray();
        // The search finds what is there.
        Assert.NotEmpty(Traces.FormsIn(all, "ExecuteContract"));
        foreach (var word in new[] { Planted, Convert.ToHexStringLower(World.Alice.Secret.Span), request.Key, "secret-of-the-collector" })
        {
            Assert.Empty(Traces.FormsIn(all, word));
        }

        Assert.True(all.AsSpan().IndexOf(World.Alice.Secret.Span) < 0);
        Assert.True(all.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(World.Alice.Secret.Span))) < 0);
    }

    private static async Task UntilReadyAsync(RunningProgram program)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        end.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await http.GetAsync("/ready", end.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, end.Token);
        }
    }

    private static Task<string[]> MapsAsync(RunningProgram program) => File.ReadAllLinesAsync($"/proc/{program.ProcessId}/maps", Token);
}
