using System.Net;
using System.Security.Cryptography;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// The program is killed with SIGKILL at a random moment of a workflow of six transactions and started again: it ends in the state in which it ends undisturbed, and each
/// transaction is on the chain exactly once.
/// </summary>
public sealed class KilledProgramTests(World world) : IClassFixture<World>
{
    private const int ShortRuns = 5;
    private const int LongRuns = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Runs => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongRuns : ShortRuns)];

    [Fact]
    public async Task SubmitMessages_Undisturbed_TakesEveryTransactionToTheChainOnce()
    {
        var submission = new Submission("undisturbed", 0);
        await using var program = await RunningProgram.StartAsync(world, "undisturbed", Token);

        var (status, accepted) = await program.SubmitAsync(submission.Json(), "undisturbed", Token);
        Assert.Equal(HttpStatusCode.Accepted, status);
        var view = await program.EndAsync(accepted.GetProperty("id").GetString()!, Token);

        Assert.Equal("Completed", view.GetProperty("status").GetString());
        await submission.AssertDoneAsync(world.Chain, view.GetProperty("output"), Token);
        var (_, again) = await program.SubmitAsync(submission.Json(), "undisturbed", Token);
        Assert.Equal(accepted.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task SubmitMessages_KilledAtARandomMoment_EndsTheSame(int run)
    {
        var submission = new Submission($"killed {run}", run);
        string id;
        await using (var first = await RunningProgram.StartAsync(world, $"killed{run}", Token))
        {
            var (_, accepted) = await first.SubmitAsync(submission.Json(), $"killed-{run}", Token);
            id = accepted.GetProperty("id").GetString()!;

            // The moment is random on purpose, the only thing here that is: some while after a random number of transactions, so that a fast machine is caught in the middle too.
            await first.SucceededAsync(id, atLeast: RandomNumberGenerator.GetInt32(0, Submission.Transactions), Token);
            using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(0, 60)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, moment.Token));
            await first.KillAsync(Token);
        }

        TestContext.Current.SendDiagnosticMessage($"{submission.Name}: {await world.Chain.CountAsync(submission, Token)} of {Submission.Transactions} transactions were on the chain");
        await using var second = await RunningProgram.StartAsync(world, $"killed{run}", Token);
        var view = await second.EndAsync(id, Token);

        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
        await submission.AssertDoneAsync(world.Chain, view.GetProperty("output"), Token);
    }
}
