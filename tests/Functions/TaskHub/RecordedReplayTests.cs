using P8e.Conformance.Durable;
using P8e.Durable;
using P8e.Functions.Tests.Support;
using P8e.ImitatedHost.Calls;

namespace P8e.Functions.Tests.TaskHub;

/// <summary>Every recorded round through the real endpoint (functions-host 8.2).</summary>
public sealed class RecordedReplayTests
{
    private const int Rounds = 150;

    [Fact]
    public async Task RecordedRounds_OverHttp_AllAgree()
    {
        var token = TestContext.Current.CancellationToken;
        var results = await new DurableKind(AnswerAsync).RunAsync(Tree.Vector("durable-replay.json"), token)
            .Where(result => result.Case.StartsWith("cases/", StringComparison.Ordinal)).ToListAsync(token);

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.Equal(Rounds, results.Count);
    }

    private static async Task<byte[]> AnswerAsync(OrchestratorRegistry orchestrators, ReplayPolicy policy, byte[] request, CancellationToken cancellationToken)
    {
        await using var program = await RunningProgram.StartAsync(
            RunningProgram.Options(isCustomHandler: true), RunningProgram.Compose(orchestrators, new ActivityRegistry(), policy));
        using var calls = new HostCalls(program.Address, escapes: true);
        return await calls.OrchestrateAsync(program.Program.Functions.All.First(function => function.Value.Registered == orchestrators.Names.First()).Key, request, cancellationToken);
    }
}
