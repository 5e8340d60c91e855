using System.Security.Cryptography;
using System.Text.Json;
using P8e.EndToEnd.Tests.Support;
using P8e.ImitatedHost;
using P8e.ImitatedHost.Calls;
using P8e.ImitatedHost.Processes;
using P8e.Ports;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// The same as <see cref="KilledProgramTests"/> under the imitated Functions host: its engine keeps the workflow, and what the death of the handler does to open calls is the
/// host's crash rule (functions-host 3.4): failed activities are retried by their policy, instances that failed with a call are found by the timer and go on.
/// </summary>
public sealed class KilledHandlerTests(World world) : IClassFixture<World>
{
    private const int ShortRuns = 5;
    private const int LongRuns = 20;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "P8e.Functions.dll");

    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Runs => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongRuns : ShortRuns)];

    [Fact]
    public async Task SubmitMessages_Undisturbed_TakesEveryTransactionToTheChainOnce()
    {
        using var handler = await StartHandlerAsync();
        await using var host = await StartHostAsync(handler);
        var submission = new Submission("calm", 100);
        var id = await SubmitAsync(host, submission);

        while (!HasEnded(host, id))
        {
            await StepAsync(host);
        }

        await AssertDoneAsync(host, submission, id);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task SubmitMessages_HandlerKilledAtARandomMoment_EndsTheSame(int run)
    {
        using var first = await StartHandlerAsync();
        await using var host = await StartHostAsync(first);
        var submission = new Submission($"hosted {run}", 100 + run);
        var id = await SubmitAsync(host, submission);

        // The moment is random on purpose, the only thing here that is.
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(0, 600)));
        using var killing = moment.Token.Register(first.Kill);
        await StepUntilAsync(host, () => HasEnded(host, id) || moment.IsCancellationRequested);
        await first.WaitAsync(Token);
        TestContext.Current.SendDiagnosticMessage($"{submission.Name}: {host.View(id).Status} after {await world.Chain.CountAsync(submission, Token)} of {Submission.Transactions} transactions");

        // The host starts it again, and leaves some pauses between its ticks.
        using var second = await StartHandlerAsync();
        host.MoveTo(second.Address);
        while (!HasEnded(host, id) || host.View(id).Status == "Failed")
        {
            _clock.Advance(TimeSpan.FromMinutes(5));
            await host.TickAsync("RecoverInstances", Token);
            await StepAsync(host);
        }

        await AssertDoneAsync(host, submission, id);
    }

    private static bool HasEnded(ImitatedFunctionsHost host, string id) => host.View(id).Status is "Completed" or "Failed" or "Terminated";

    private static async Task StepUntilAsync(ImitatedFunctionsHost host, Func<bool> holds)
    {
        while (!holds())
        {
            try
            {
                await StepAsync(host);
            }
            catch (InvocationFailedException)
            {
                // A timer's call broke off; the host logs it and goes on.
            }
        }
    }

    private static async Task StepAsync(ImitatedFunctionsHost host)
    {
        await host.RunAsync(Token);
        await host.TickAsync("FollowChain", Token);
    }

    private static async Task<string> SubmitAsync(ImitatedFunctionsHost host, Submission submission)
    {
        var (status, _, body) = await host.Calls.CallHttpAsync(
            "SubmitTransactions", "POST", new Uri("http://localhost:7071/api/v1/transactions"), submission.Json(), host.Client, Token);
        Assert.True(status == 202, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    private async Task AssertDoneAsync(ImitatedFunctionsHost host, Submission submission, string id)
    {
        var (status, output) = host.View(id);
        Assert.True(status == "Completed", output);
        await submission.AssertDoneAsync(world.Chain, JsonDocument.Parse(output!).RootElement, Token);
    }

    private Task<HandlerProcess> StartHandlerAsync() =>
        HandlerProcess.StartAsync(Program, new Dictionary<string, string>(world.Settings("unused")) { ["Access__Mode"] = "Keys" }, Token);

    private async Task<ImitatedFunctionsHost> StartHostAsync(HandlerProcess handler)
    {
        var host = await ImitatedFunctionsHost.StartAsync(
            handler.Address, _clock, name => name.Replace('.', '_'), escapes: false, rewinds: true, checksDeterminism: false, Token);
        host.Calls.Authorization = $"Bearer {(await world.MakeKeyAsync("sign:originator", Token)).Text}";
        return host;
    }
}
