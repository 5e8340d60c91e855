using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// The program is killed with SIGKILL at a random moment of an envelope and started again: the execution is acknowledged, as it is undisturbed, and one transaction on the chain memorialises it.
/// </summary>
public sealed class KilledExecutionTests(LoanWorld world) : IClassFixture<LoanWorld>
{
    private const int ShortRuns = 5;
    private const int LongRuns = 20;
    private const int StepsDone = 8;
    private const int LongestPauseBits = 9;
    private const int Records = 7;

    /// <summary>How many steps are done when the next one begins: storing, executing, memorialising, indexing.</summary>
    private static readonly int[] Starts = [1, 2, 3, 6];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Runs => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongRuns : ShortRuns)];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Execute_KilledAtARandomMoment_IsAcknowledgedAndMemorialisedOnce(int run)
    {
        var request = new LoanRequest(1000 + run);
        string id;
        await using (var first = await world.StartAsync("kills", Token))
        {
            var (status, accepted) = await first.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
            Assert.True(status == HttpStatusCode.Accepted, accepted.ToString());
            id = accepted.GetProperty("id").GetString()!;

            // The moment is random on purpose, the only thing here that is: rather soon after a step whose successor takes time, so that short and long steps are met in their middle.
            await first.StepsDoneAsync(id, atLeast: RandomNumberGenerator.GetItems<int>(Starts, 1)[0], Token);
            using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(1 << RandomNumberGenerator.GetInt32(0, LongestPauseBits)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, moment.Token));
            await first.KillAsync(Token);
        }

        var before = (await world.ReadMemorialisingAsync(request.Scope, Token)).Count;
        await using var second = await world.StartAsync("kills", Token);
        TestContext.Current.SendDiagnosticMessage($"{request.Key}: {before} on the chain at its end; {await second.ViewAsync(id, Token)}");
        var view = await second.EndAsync(id, Token);

        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
        var (_, again) = await second.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
        Assert.Equal(id, again.GetProperty("id").GetString());
        await AssertDoneAsync(await second.GetAsync($"/api/v1/executions/{id}", Token), request);
        var row = Assert.Single(
            (await second.GetAsync("/api/v1/executions", Token)).GetProperty("executions").EnumerateArray(), row => row.GetProperty("id").GetString() == id);
        Assert.Equal("Completed", row.GetProperty("status").GetString());
    }

    private async Task AssertDoneAsync(JsonElement execution, LoanRequest request)
    {
        Assert.Equal(StepsDone, execution.GetProperty("steps").EnumerateArray().Count(step => step.GetProperty("state").GetString() == "done"));
        var written = Assert.Single(await world.ReadMemorialisingAsync(request.Scope, Token));
        Assert.Equal(written.Hash, execution.GetProperty("transaction").GetProperty("hash").GetString());

        // What the results name is what the chain has.
        var chain = await world.Chain.ReadMetadataAsync($"scope/{request.Scope}?include_sessions=true&include_records=true", Token);
        Assert.Single(chain.GetProperty("sessions").EnumerateArray());
        var outputs = chain.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("record").GetProperty("outputs")[0].GetProperty("hash").GetString()).Order(StringComparer.Ordinal);
        var results = execution.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("hash").GetString()).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(Records, results.Length);
        Assert.Equal(results, outputs);
    }
}
