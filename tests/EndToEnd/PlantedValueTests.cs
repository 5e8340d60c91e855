using System.Net;
using System.Text;
using System.Text.Json;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>What is planted in records, and what a contract says of them when it refuses them, lies in no file of the storage account in clear and in no line of the program's log.</summary>
public sealed class PlantedValueTests(LoanWorld world) : IClassFixture<LoanWorld>
{
    private const string Recorded = "planted words of a loan kept nowhere";
    private const string Quoted = "planted checksum that a refusal quotes";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_PlantedValues_AreNowhereInClear()
    {
        await using var program = await world.StartAsync("planted", Token);
        await ExecutePlantedAsync(program);
        await RefusePlantedAsync(program);

        await world.World.Storage.StopAsync(Token);
        var folder = world.World.StorageFolder;
        // The search finds what is there: as a text, and in base64 in the transactions that wait to be sent.
        var known = await Traces.FindAsync(folder, LoanRequest.ContractClass, Token);
        Assert.Contains(known, trace => trace.StartsWith("text ", StringComparison.Ordinal));
        Assert.Contains(known, trace => trace.StartsWith("base64 ", StringComparison.Ordinal));
        Assert.NotEmpty(Traces.FormsIn(Encoding.UTF8.GetBytes(program.Output), "http://127.0.0.1"));

        foreach (var word in new[] { Recorded, Quoted })
        {
            Assert.Empty(await Traces.FindAsync(folder, word, Token));
            Assert.Empty(Traces.FormsIn(Encoding.UTF8.GetBytes(program.Output), word));
        }
    }

    private static async Task ExecutePlantedAsync(RunningProgram program)
    {
        var request = new LoanRequest(1);
        request.SubmittedRecords["asset"]!["description"] = Recorded;
        var (status, accepted) = await program.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
        Assert.True(status == HttpStatusCode.Accepted, accepted.ToString());
        Assert.Equal("Completed", (await program.EndAsync(accepted.GetProperty("id").GetString()!, Token)).GetProperty("status").GetString());

        // It is kept all the same.
        var asset = await program.GetAsync($"/api/v1/scopes/{request.Scope}/records/asset", Token);
        Assert.Equal(Recorded, asset.GetProperty("content").GetProperty("description").GetString());
    }

    private static async Task RefusePlantedAsync(RunningProgram program)
    {
        var request = new LoanRequest(2);
        foreach (var document in request.SubmittedRecords["documents"]!["document"]!.AsArray())
        {
            document!["checksum"]!["checksum"] = Quoted;
        }

        var (_, accepted) = await program.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
        var id = accepted.GetProperty("id").GetString()!;
        Assert.Equal("Failed", (await program.EndAsync(id, Token)).GetProperty("status").GetString());

        // The submitter reads the contract's own words, out of the sealed envelope.
        var execution = await program.GetAsync($"/api/v1/executions/{id}", Token);
        Assert.Equal(("contract.function_failed", "executed"), (Text(execution.GetProperty("error"), "code"), Text(execution.GetProperty("error"), "step")));
        Assert.DoesNotContain(Quoted, Text(execution.GetProperty("error"), "detail"), StringComparison.Ordinal);
        var refusal = Assert.Single(execution.GetProperty("results").EnumerateArray(), result => Text(result, "outcome") == "fail");
        Assert.Contains($"checksum {Quoted} is provided more than once", Text(refusal, "failure"), StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
