using System.Net;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>Requests that are wrong, and a node or a storage account that is away: answers with stable codes, waiting instead of losing, nothing twice.</summary>
public sealed class TroubleTests(World world) : IClassFixture<World>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, HttpStatusCode, string> WrongRequests => new()
    {
        { "", HttpStatusCode.BadRequest, "json.invalid" },
        { "{", HttpStatusCode.BadRequest, "json.invalid" },
        { "[]", HttpStatusCode.BadRequest, "json.invalid" },
        { """{"transactions":[]}""", HttpStatusCode.BadRequest, "json.invalid" },
        { """{"transactions":[{"messages":[]}]}""", HttpStatusCode.BadRequest, "json.invalid" },
        { """{"transactions":[{"messages":[{}]}]}""", HttpStatusCode.BadRequest, "json.invalid" },
        { """{"transactions":[],"transactions":[]}""", HttpStatusCode.BadRequest, "json.invalid" },
        { """{"transactions":[{"messages":[{"@type":"/cosmos.bank.v1beta1.MsgSend"}]}]}""", HttpStatusCode.Forbidden, "chain.message_forbidden" },
        { """{"transactions":[{"messages":[{"@type":"/cosmos.authz.v1beta1.MsgExec"}]}]}""", HttpStatusCode.Forbidden, "chain.message_forbidden" },
        { """{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgNoSuch"}]}]}""", HttpStatusCode.BadRequest, "descriptor.unknown_type" },
        { """{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgDeleteScopeRequest","nobody":1}]}]}""", HttpStatusCode.BadRequest, "json.invalid" },
        { """{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgDeleteScopeRequest","signers":"me"}]}]}""", HttpStatusCode.BadRequest, "json.invalid" },
        { $$$"""{"transactions":{{{new string('[', 10_000)}}}""", HttpStatusCode.BadRequest, "json.invalid" },
        { $$$"""{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgDeleteScopeRequest","signers":["{{{new string('x', 70_000)}}}"]}]}]}""", HttpStatusCode.BadRequest, "limit.exceeded" },
    };

    [Fact]
    public async Task Submit_WrongRequests_AreAnsweredWithTheirCodes()
    {
        await using var program = await RunningProgram.StartAsync(world, "wrong", Token);
        foreach (var (json, status, code) in WrongRequests.Select(row => (row.Data.Item1, row.Data.Item2, row.Data.Item3)))
        {
            var answer = await program.SubmitAsync(json, null, Token);
            Assert.True(status == answer.Status && answer.Body.GetProperty("code").GetString() == code, $"{json[..Math.Min(json.Length, 80)]}: {answer}");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await program.SubmitAsync(new Submission("key", 1).Json(), new string('k', 256), Token)).Status);
        Assert.DoesNotContain(" at P8e.", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WhatTheChainRefuses_FailsWithItsCodeAndSendsNoMore()
    {
        var submission = new Submission("refused", 2);
        // The scope comes before its specification.
        var json = System.Text.Json.Nodes.JsonNode.Parse(submission.Json())!;
        json["transactions"]!.AsArray().RemoveAt(0);
        await using var program = await RunningProgram.StartAsync(world, "refused", Token);

        var (_, accepted) = await program.SubmitAsync(json.ToJsonString(), null, Token);
        var view = await program.EndAsync(accepted.GetProperty("id").GetString()!, Token);

        Assert.Equal("Failed", view.GetProperty("status").GetString());
        Assert.Equal("chain.simulation_failed", view.GetProperty("failure").GetProperty("code").GetString());
        Assert.Contains("Transaction 1 of 5", view.GetProperty("failure").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await world.Chain.CountAsync(submission, Token));
    }

    [Fact]
    public async Task Submit_WhileTheNodeIsAway_WaitsForIt()
    {
        var submission = new Submission("node away", 3);
        await using var program = await RunningProgram.StartAsync(world, "nodeaway", Token);
        await world.Chain.KillAsync(Token);

        var (status, accepted) = await program.SubmitAsync(submission.Json(), null, Token);
        Assert.Equal(HttpStatusCode.Accepted, status);
        await program.SaysAsync("timer FollowChain", Token);
        await world.Chain.StartAgainAsync(Token);
        var view = await program.EndAsync(accepted.GetProperty("id").GetString()!, Token);

        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
        await submission.AssertDoneAsync(world.Chain, view.GetProperty("output"), Token);
    }

    [Fact]
    public async Task Submit_StorageAwayInTheMiddle_GoesOnAfterwards()
    {
        var submission = new Submission("storage away", 4);
        await using var program = await RunningProgram.StartAsync(world, "storageaway", Token);
        var (_, accepted) = await program.SubmitAsync(submission.Json(), null, Token);
        var id = accepted.GetProperty("id").GetString()!;
        await program.SucceededAsync(id, atLeast: 1, Token);

        await world.Storage.StopAsync(Token);
        await program.SaysAsync("storage.unavailable", Token);
        await world.Storage.RestartAsync(Token);
        var view = await program.EndAsync(id, Token);

        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
        await submission.AssertDoneAsync(world.Chain, view.GetProperty("output"), Token);
        Assert.DoesNotContain("AccountKey", program.Output, StringComparison.Ordinal);
    }
}
