using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>The loan of samples/Loan through all ten steps: submitted over HTTP, run in the sandbox, written to the chain, read back from API and chain.</summary>
public sealed class ExecutionTests(LoanWorld world) : IClassFixture<LoanWorld>
{
    private static readonly string[] Steps = ["submitted", "forwarded", "stored", "executed", "returned", "memorialised", "validated", "observed", "indexed", "acknowledged"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_SampleLoan_IsAcknowledgedAndReadBack()
    {
        var before = await world.Chain.ReadTransactionsAsync(Token);
        await using var program = await world.StartAsync("sample", Token);

        var execution = await ExecuteAsync(program, LoanRequest.SampleText, "sample");

        Assert.Equal("Completed", Text(execution, "status"));
        Assert.Equal(
            Steps.Select(step => (step, step is "forwarded" or "returned" ? "notNeeded" : "done")),
            execution.GetProperty("steps").EnumerateArray().Select(step => (Text(step, "name"), Text(step, "state"))));
        var written = Assert.Single((await world.Chain.ReadTransactionsAsync(Token)).Skip(before.Count));
        Assert.Equal((written.Hash, written.Height), (Text(execution.GetProperty("transaction"), "hash"), execution.GetProperty("transaction").GetProperty("height").GetInt64()));

        var scope = Text(execution.GetProperty("scope"), "address");
        var shown = await program.GetAsync($"/api/v1/scopes/{scope}", Token);
        Assert.Equal(Text(shown, "transaction"), written.Hash);
        await AssertAsOnTheChainAsync(shown);
        await AssertReadBackAsync(program, scope, JsonNode.Parse(LoanRequest.SampleText)!["records"]!.AsObject());
    }

    [Fact]
    public async Task Submit_KeyUsedBefore_FindsTheFirstExecutionOrIsRefused()
    {
        var request = new LoanRequest(1);
        await using var program = await world.StartAsync("keys", Token);
        var first = await ExecuteAsync(program, request.Body.ToJsonString(), request.Key);

        var (status, again) = await program.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
        Assert.Equal((HttpStatusCode.Accepted, Text(first, "id")), (status, Text(again, "id")));

        request.SubmittedRecords.Remove("eNote");
        var (refused, problem) = await program.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
        Assert.Equal((HttpStatusCode.Conflict, "request.key_reused"), (refused, Text(problem, "code")));

        Assert.Single(await world.ReadMemorialisingAsync(request.Scope, Token));
        var listed = await program.GetAsync("/api/v1/executions", Token);
        Assert.Single(listed.GetProperty("executions").EnumerateArray(), row => Text(row.GetProperty("scope"), "address") == request.Scope);
    }

    [Fact]
    public async Task Events_OfAnExecution_TellEveryStepAndEndWithIt()
    {
        var request = new LoanRequest(2);
        await using var program = await world.StartAsync("events", Token);
        var (_, accepted) = await program.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);

        var events = await program.ReadEventsAsync($"/api/v1/executions/{Text(accepted, "id")}/events", Token);

        Assert.Equal("end", events[^1].EventType);
        Assert.All(events.SkipLast(1), item => Assert.Equal("execution", item.EventType));
        Assert.True(events.Count > 2, $"{events.Count} events are no course of an execution.");
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => $"{number}"), events.Select(item => item.EventId));
        var done = events.Select(item => StepsDone(item.Data)).ToArray();
        Assert.Equal(done.Order(), done);
        Assert.Equal(Steps.Length - 2, done[^1]);
        var (last, asked) = (events[^1].Data, await program.GetAsync($"/api/v1/executions/{Text(accepted, "id")}", Token));
        Assert.True(JsonElement.DeepEquals(asked, last), $"{asked}\n{last}");
        Assert.Equal(7, last.GetProperty("results").EnumerateArray().Count(result => Text(result, "outcome") == "pass"));
    }

    private static async Task<JsonElement> ExecuteAsync(RunningProgram program, string json, string key)
    {
        var (status, accepted) = await program.ExecuteAsync(json, key, Token);
        Assert.True(status == HttpStatusCode.Accepted, accepted.ToString());
        var id = Text(accepted, "id");
        Assert.Equal($"/api/v1/executions/{id}", Text(accepted, "status"));
        await program.EndAsync(id, Token);
        return await program.GetAsync($"/api/v1/executions/{id}", Token);
    }

    /// <summary>Scope, session and records as the API shows them against the node's own answer.</summary>
    private async Task AssertAsOnTheChainAsync(JsonElement shown)
    {
        var chain = await world.Chain.ReadMetadataAsync($"scope/{Text(shown, "address")}?include_sessions=true&include_records=true", Token);
        var scope = chain.GetProperty("scope").GetProperty("scope");
        var owner = RunningChain.AddressOf(World.Alice).ToString();
        Assert.Equal(
            (Text(scope, "scope_id"), Text(scope, "specification_id"), Text(scope, "value_owner_address")), (Text(shown, "address"), Text(shown, "specification"), Text(shown, "valueOwner")));
        Assert.Equal((owner, "PARTY_TYPE_OWNER"), Party(Assert.Single(scope.GetProperty("owners").EnumerateArray())));
        Assert.Equal(owner, Text(Assert.Single(shown.GetProperty("owners").EnumerateArray()), "address"));

        var session = Assert.Single(chain.GetProperty("sessions").EnumerateArray()).GetProperty("session");
        var shownSession = Assert.Single(shown.GetProperty("sessions").EnumerateArray());
        Assert.Equal(
            (Text(session, "session_id"), Text(session, "specification_id"), Text(session, "name")), (Text(shownSession, "address"), Text(shownSession, "specification"), Text(shownSession, "name")));
        Assert.Equal((owner, "PARTY_TYPE_OWNER"), Party(Assert.Single(session.GetProperty("parties").EnumerateArray())));

        var records = chain.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("record"));
        Assert.Equal(records.Select(OnTheChain).Order(), shown.GetProperty("records").EnumerateArray().Select(InTheApi).Order());
    }

    private static async Task AssertReadBackAsync(RunningProgram program, string scope, JsonObject submitted)
    {
        Assert.Equal(7, submitted.Count);
        foreach (var (name, content) in submitted)
        {
            var record = await program.GetAsync($"/api/v1/scopes/{scope}/records/{name}", Token);
            Assert.True(record.TryGetProperty("content", out var read), record.ToString());
            Assert.True(JsonNode.DeepEquals(content, JsonNode.Parse(read.GetRawText())), $"{name}:\n{content}\n{read}");

            var history = await program.GetAsync($"/api/v1/scopes/{scope}/records/{name}/history", Token);
            var row = Assert.Single(history.GetProperty("history").EnumerateArray());
            Assert.Equal((Text(record, "session"), Text(record, "transaction")), (Text(row, "session"), Text(row, "transaction")));
            Assert.Equal(Output(record), Output(row));
        }
    }

    private static (string Name, string Session, string Process, string Method, string Output) OnTheChain(JsonElement record)
    {
        var process = record.GetProperty("process");
        return (Text(record, "name"), Text(record, "session_id"), $"{Text(process, "name")} {Text(process, "hash")}", Text(process, "method"), Output(record));
    }

    private static (string Name, string Session, string Process, string Method, string Output) InTheApi(JsonElement record)
    {
        var process = record.GetProperty("process");
        return (Text(record, "name"), Text(record, "session"), $"{Text(process, "name")} {Text(process, "hash")}", Text(process, "method"), Output(record));
    }

    private static string Output(JsonElement record) => Text(Assert.Single(record.GetProperty("outputs").EnumerateArray()), "hash");

    private static (string Address, string Role) Party(JsonElement party) => (Text(party, "address"), Text(party, "role"));

    private static int StepsDone(JsonElement execution) =>
        execution.TryGetProperty("steps", out var steps) ? steps.EnumerateArray().Count(step => Text(step, "state") == "done") : 0;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
