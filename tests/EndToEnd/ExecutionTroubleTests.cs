using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.EndToEnd.Tests.Support;
using P8e.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests;

/// <summary>Executions that are asked for wrongly, contracts that misbehave, a chain that refuses, and a chain or a storage account that is away: stable codes, next steps, nothing lost, nothing twice.</summary>
public sealed class ExecutionTroubleTests(World world) : IClassFixture<World>
{
    private const string Moody = MoodyProgram.Contract;

    private static readonly MetadataAddress Unknown = MetadataAddress.ForScope(new Guid("5c09e000-0000-4000-8000-00000000ffff"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Bodies, the status and the code of their answer, and what it tells the caller to do.</summary>
    public static TheoryData<string, HttpStatusCode, string, string> WrongRequests => new()
    {
        { "", HttpStatusCode.BadRequest, "json.invalid", "Expected: " },
        { "{", HttpStatusCode.BadRequest, "json.invalid", "Expected: " },
        { "[]", HttpStatusCode.BadRequest, "json.invalid", "Expected: " },
        { "{}", HttpStatusCode.BadRequest, "json.invalid", "'contract' is missing" },
        { Request(""","more":1"""), HttpStatusCode.BadRequest, "json.invalid", "none of contract, scope, " },
        { Request(""","contract":"x" """), HttpStatusCode.BadRequest, "json.invalid", "'contract' twice" },
        { """{"contract":"org.example.Nobody"}""", HttpStatusCode.NotFound, "contract.not_found", "Publish it, or look at the list" },
        { """{"contract":"contractspec1qqqq"}""", HttpStatusCode.BadRequest, "address.invalid", "" },
        { Request(""","scope":{"address":"scope1qqqq"}"""), HttpStatusCode.BadRequest, "address.invalid", "" },
        { Request(""","scope":{"uuid":"x"}"""), HttpStatusCode.BadRequest, "json.invalid", "'scope.uuid' is not a UUID" },
        { Request(""","scope":{"specification":"b0000000-0000-4000-8000-0000000000ff"}"""), HttpStatusCode.BadRequest, "scope.specification_foreign", "It is published for " },
        { Request(""","role":"NOBODY" """), HttpStatusCode.BadRequest, "session.participant_invalid", "none of " },
        { Request(""","role":"OWNER" """), HttpStatusCode.BadRequest, "session.participant_invalid", "Leave 'role' out" },
        { Request(""","participants":[{}]"""), HttpStatusCode.BadRequest, "session.unsupported", "Leave 'participants' out" },
        { Request(""","dataAccess":["x"]"""), HttpStatusCode.BadRequest, "key.invalid", "" },
        { $$"""{"contract":"{{Moody}}"}""", HttpStatusCode.BadRequest, "session.record_missing", "note takes note" },
        { Records("""{"nobody":{}}"""), HttpStatusCode.BadRequest, "session.record_unknown", "It takes note" },
        { Records("""{"note":{"text":1}}"""), HttpStatusCode.BadRequest, "json.invalid", "Record 'note': " },
        { Records("""{"note":{"nobody":1}}"""), HttpStatusCode.BadRequest, "json.invalid", "Record 'note': " },
        { Records("""{"note":null}"""), HttpStatusCode.BadRequest, "json.invalid", "Record 'note': " },
        { Records("""{"note":{"base64":"?"}}"""), HttpStatusCode.BadRequest, "json.invalid", "Record 'note': " },
        { Records("""{"note":{"base64":"/w=="}}"""), HttpStatusCode.BadRequest, "protobuf.invalid", "Record 'note': " },
        { Records($$$"""{"note":{"text":"{{{new string('x', 9 << 20)}}}"}}"""), HttpStatusCode.BadRequest, "limit.exceeded", "Submit fewer or shorter records" },
    };

    /// <summary>Notes, and the code with which their execution fails.</summary>
    public static TheoryData<string, string> Moods => new()
    {
        { "throw", "contract.function_failed" },
        { "loop", "contract.time_limit" },
        { "exhaust", "contract.memory_exhausted" },
        { "exit", "contract.process_ended" },
    };

    [Fact]
    public async Task Submit_WrongRequests_AreAnsweredWithTheirCodesAndStartNothing()
    {
        await using var program = await MoodyProgram.StartAsync(world, Token);
        var written = await CountAsync();
        var listed = await ListAsync(program);
        foreach (var (json, status, code, step) in WrongRequests.Select(row => (row.Data.Item1, row.Data.Item2, row.Data.Item3, row.Data.Item4)))
        {
            AssertProblem(await program.SubmitAsync(json, Token), status, code, step);
        }

        AssertProblem(await program.SubmitAsync(MoodyProgram.Note("fine"), Token, new string('k', 256)), HttpStatusCode.BadRequest, "request.malformed", "255 characters");
        AssertProblem(await program.GetAsync("/api/v1/executions/ex-nobody", Token), HttpStatusCode.NotFound, "execution.not_found", "GET /api/v1/executions lists them");
        AssertProblem(await program.GetAsync($"/api/v1/scopes/{Unknown}", Token), HttpStatusCode.NotFound, "scope.not_found", "");

        Assert.Equal(listed, await ListAsync(program));
        Assert.Equal(written, await CountAsync());
        Assert.DoesNotContain(" at P8e.", program.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_KeyRepeated_IsOneExecutionAndAnotherBodyIsRefused()
    {
        await using var program = await MoodyProgram.StartAsync(world, Token);
        var written = await CountAsync();

        var (_, _, first) = await program.SubmitAsync(MoodyProgram.Note("fine"), Token, "once");
        var (_, _, second) = await program.SubmitAsync(MoodyProgram.Note("fine"), Token, "once");
        var view = await program.EndAsync(first.GetProperty("id").GetString()!, Token);
        var (status, _, third) = await program.SubmitAsync(MoodyProgram.Note("fine"), Token, "once");

        Assert.Equal("Completed", view.GetProperty("status").GetString());
        Assert.Equal((HttpStatusCode.Accepted, Text(first, "id"), Text(first, "id")), (status, Text(second, "id"), Text(third, "id")));
        AssertProblem(await program.SubmitAsync(MoodyProgram.Note("other"), Token, "once"), HttpStatusCode.Conflict, "request.key_reused", "use a fresh key");
        Assert.Equal(written + 1, await CountAsync());
    }

    [Fact]
    public async Task Execute_ScopeThatIsThere_FailsAndLeavesItAsItIs()
    {
        await using var program = await MoodyProgram.StartAsync(world, Token);
        var first = await program.ExecuteAsync(MoodyProgram.Note("fine"), Token);
        var written = await CountAsync();

        var again = await program.ExecuteAsync(
            $$$$"""{"contract":"{{{{Moody}}}}","scope":{"address":"{{{{Text(first.GetProperty("scope"), "address")}}}}"},"records":{"note":{"text":"other"}}}""", Token);

        AssertFailed(again, "stored", "scope.exists", "Leave the scope out, or name a new one");
        Assert.Equal(written, await CountAsync());
    }

    [Theory]
    [MemberData(nameof(Moods))]
    public async Task Execute_UnrulyContract_FailsWithItsCodeAndTheNextOneCompletes(string mood, string code)
    {
        await using var program = await MoodyProgram.StartAsync(world, Token, ("Contracts__CallSeconds", mood == "loop" ? "5" : "30"));
        var written = await CountAsync();

        var failed = await program.ExecuteAsync(MoodyProgram.Note(mood), Token);
        var good = await program.ExecuteAsync(MoodyProgram.Note("fine"), Token);

        AssertFailed(failed, "executed", code, "");
        Assert.Equal(mood == "throw", failed.TryGetProperty("results", out var results) && Text(results[0], "failure").Contains("not to my taste", StringComparison.Ordinal));
        Assert.DoesNotContain("not to my taste", program.Program.Output, StringComparison.Ordinal);
        Assert.True(Text(good, "status") == "Completed", $"{good}\n{program.Program.Output}");
        Assert.Equal(written + 1, await CountAsync());
        await AssertListedAsync(program, failed, "executed", code);
    }

    [Fact]
    public async Task Execute_WhatTheChainRefuses_FailsWithItsCodeAndWritesNothing()
    {
        await using var program = await MoodyProgram.StartAsync(world, Token);
        await ChangeLinkAsync(program, "MsgDeleteContractSpecFromScopeSpecRequest");
        var written = await CountAsync();

        var failed = await program.ExecuteAsync(MoodyProgram.Note("fine"), Token);

        AssertFailed(failed, "memorialised", "chain.simulation_failed", "submit again");
        Assert.Equal(written, await CountAsync());
        await AssertListedAsync(program, failed, "memorialised", "chain.simulation_failed");
        await ChangeLinkAsync(program, "MsgAddContractSpecToScopeSpecRequest");
        Assert.Equal("Completed", Text(await program.ExecuteAsync(MoodyProgram.Note("fine"), Token), "status"));
    }

    [Fact]
    public async Task Execute_AccountWithoutFunds_WaitsForThem()
    {
        // Alice has published for both, so Carol has nothing to write but the execution.
        await using (await MoodyProgram.StartAsync(world, Token))
        {
        }

        var carol = Party.Named("carol");
        using (var key = P8e.Cryptography.Keys.PrivateKey.Import(carol.Secret.Span))
        {
            P8e.Cryptography.Keys.KeyFile.Create(world.KeyFileOf(carol), key);
        }

        await using var program = await MoodyProgram.StartAsync(world, Token, ("Hub__Name", "carol"), ("Affiliate__Name", "carol"), ("Affiliate__SigningKeyFile", world.KeyFileOf(carol)));
        var written = await CountAsync();
        var id = await program.AcceptAsync(MoodyProgram.Note("fine"), Token);
        await program.Program.SaysAsync("chain.account_unknown", Token);

        var view = await program.UntilRunningAsync(id, "memorialised", Token);
        Assert.Equal("Running", Text(view, "status"));
        Assert.Contains("Send it some hash first", program.Program.Output, StringComparison.Ordinal);
        Assert.Equal(written, await CountAsync());
    }

    [Fact]
    public async Task Execute_NodeAwayInTheMiddle_WaitsAndWritesOnce()
    {
        await using var program = await MoodyProgram.StartAsync(world, Token);
        var written = await CountAsync();

        var id = await program.AcceptAsync(MoodyProgram.Note("fine"), Token);
        await world.Chain.KillAsync(Token);
        await program.UntilRunningAsync(id, "memorialised", Token);
        await program.Program.SaysAsync("timer FollowChain", Token);
        await world.Chain.StartAgainAsync(Token);

        await AssertWrittenOnceAsync(await program.EndAsync(id, Token), written, program);
    }

    [Fact]
    public async Task Execute_StorageAwayInTheMiddle_GoesOnAfterwards()
    {
        await using var program = await MoodyProgram.StartAsync(world, Token);
        var written = await CountAsync();

        var id = await program.AcceptAsync(MoodyProgram.Note("fine"), Token);
        await world.Storage.StopAsync(Token);
        await program.Program.SaysAsync("storage.unavailable", Token);
        AssertProblem(await program.SubmitAsync(MoodyProgram.Note("lost"), Token), HttpStatusCode.ServiceUnavailable, "storage.unavailable", "");
        await world.Storage.RestartAsync(Token);

        await AssertWrittenOnceAsync(await program.EndAsync(id, Token), written, program);
        Assert.DoesNotContain("AccountKey", program.Program.Output, StringComparison.Ordinal);
    }

    private static string Request(string more) => $$$"""{"contract":"{{{Moody}}}","records":{"note":{"text":"x"}}{{{more}}}}""";

    private static string Records(string records) => $$"""{"contract":"{{Moody}}","records":{{records}}}""";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static void AssertProblem((HttpStatusCode Status, string? Type, JsonElement Body) answer, HttpStatusCode status, string code, string step)
    {
        Assert.True((status, "application/problem+json", code) == (answer.Status, answer.Type, Text(answer.Body, "code")), $"Expected {status} {code}, not {answer}");
        Assert.Contains(step, Text(answer.Body, "detail"), StringComparison.Ordinal);
        Assert.EndsWith(".", Text(answer.Body, "detail"), StringComparison.Ordinal);
    }

    private static void AssertFailed(JsonElement execution, string step, string code, string next)
    {
        Assert.True(Text(execution, "status") == "Failed", execution.ToString());
        var error = execution.GetProperty("error");
        Assert.True((step, code) == (Text(error, "step"), Text(error, "code")), execution.ToString());
        Assert.Contains(next, Text(error, "detail"), StringComparison.Ordinal);
        Assert.Equal("failed", MoodyProgram.StateOf(execution, step));
    }

    private static async Task<string> ListAsync(MoodyProgram program) => (await program.GetAsync("/api/v1/executions", Token)).Body.ToString();

    private static async Task AssertListedAsync(MoodyProgram program, JsonElement failed, string step, string code)
    {
        var (_, _, list) = await program.GetAsync("/api/v1/executions", Token);
        var row = list.GetProperty("executions").EnumerateArray().Single(row => Text(row, "id") == Text(failed, "id"));
        Assert.Equal(("Failed", step, code), (Text(row, "status"), Text(row, "step"), Text(row, "code")));
    }

    private async Task<int> CountAsync() => (await world.Chain.ReadTransactionsAsync(Token)).Count;

    private async Task AssertWrittenOnceAsync(JsonElement execution, int written, MoodyProgram program)
    {
        Assert.True(Text(execution, "status") == "Completed", $"{execution}\n{program.Program.Output}");
        var transactions = await world.Chain.ReadTransactionsAsync(Token);
        Assert.Equal(written + 1, transactions.Count);
        Assert.Equal(Text(execution.GetProperty("transaction"), "hash"), transactions[^1].Hash);
        Assert.NotEqual(JsonValueKind.Undefined, (await world.Chain.ReadScopeAsync(Text(execution.GetProperty("scope"), "address"), Token)).ValueKind);
    }

    /// <summary>Takes the contract off its scope specification, as an owner may at any time, or puts it back.</summary>
    private static async Task ChangeLinkAsync(MoodyProgram program, string change)
    {
        var (_, _, contract) = await program.GetAsync($"/api/v1/contracts/{Moody}", Token);
        var message = new JsonObject
        {
            ["@type"] = "/provenance.metadata.v1." + change,
            ["contractSpecificationId"] = Base64(Text(contract, "address")),
            ["scopeSpecificationId"] = Base64(contract.GetProperty("scopeSpecifications")[0].GetString()!),
            ["signers"] = new JsonArray(RunningChain.AddressOf(World.Alice).ToString()),
        };
        var submission = new JsonObject { ["transactions"] = new JsonArray(new JsonObject { ["messages"] = new JsonArray(message) }) };
        var (_, accepted) = await program.Program.SubmitAsync(submission.ToJsonString(), null, Token);
        var view = await program.Program.EndAsync(Text(accepted, "id"), Token);
        Assert.True(Text(view, "status") == "Completed", view.ToString());

        static string Base64(string address) => Convert.ToBase64String(MetadataAddress.Parse(address).Bytes.Span);
    }
}
