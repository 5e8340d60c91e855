using System.Net;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>A node of another chain than the configured one.</summary>
public sealed class WrongChainTests(World world) : IClassFixture<World>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_NodeOfAnotherChain_SendsNothingAndRaisesTheAlarm()
    {
        var submission = new Submission("wrong chain", 5);
        await using var program = await RunningProgram.StartAsync(world, "wrongchain", Token, ("Chain__ChainId", "another-chain"));

        var (status, accepted) = await program.SubmitAsync(submission.Json(), null, Token);
        await program.SaysAsync("chain.wrong_chain", Token);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Contains((await program.ViewAsync(accepted.GetProperty("id").GetString()!, Token)).GetProperty("status").GetString(), new[] { "Pending", "Running" });
        Assert.Empty(await world.Chain.ReadTransactionsAsync(Token));
    }
}
