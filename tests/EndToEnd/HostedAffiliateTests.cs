using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>One deployment as provider for two affiliates (participation model c): each has its own keys, store, contracts, executions and index, and hears nothing of the other's.</summary>
public sealed class HostedAffiliateTests(World world) : IClassFixture<World>
{
    private const string Contract = "org.example.published.KeepNote";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_SecondAffiliate_ExecutesWithItsOwnKeysAndSeesItsOwnOnly()
    {
        var folder = Path.GetDirectoryName(world.KeyFileOf(World.Bob))!;
        await using var program = await RunningProgram.StartAsync(world, "hosting", Token, LoanRequest.Trusting, ("Affiliate__KeysFolder", folder));
        using var alice = new HttpClient { BaseAddress = program.Address };
        using var bob = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { { "P8e-Affiliate", "bob" } } };
        Assert.Equal((HttpStatusCode.NotFound, "affiliate.not_found"), await ProblemAsync(await bob.GetAsync("/api/v1/executions", Token)));
        // One whose account has no funds is nobody else's trouble.
        using (var key = PrivateKey.Generate(new SystemRandomSource()))
        {
            KeyFile.Create(Path.Combine(folder, "poor.key"), key);
        }

        using var poor = await alice.PostAsJsonAsync("/api/v1/affiliates", new { name = "poor", signingKey = "file:poor.key", encryptionKey = "file:poor.key" }, Token);
        Assert.Equal(HttpStatusCode.Created, poor.StatusCode);
        await AddBobAsync(alice, HttpStatusCode.Created);
        Assert.Equal((HttpStatusCode.Conflict, "affiliate.taken"), await ProblemAsync(await PostBobAsync(alice, "carol")));

        await PublishAsync(program, "bob");
        var execution = await ExecuteAsync(bob);

        Assert.Equal("Completed", Text(execution, "status"));
        var scope = Text(execution.GetProperty("scope"), "address");
        var written = await world.Chain.ReadMetadataAsync($"scope/{scope}", Token);
        Assert.Contains(RunningChain.AddressOf(World.Bob).ToString(), written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(RunningChain.AddressOf(World.Alice).ToString(), written.ToString(), StringComparison.Ordinal);
        await AssertSeenByAsync(bob, execution, scope, HttpStatusCode.OK);
        await AssertSeenByAsync(alice, execution, scope, HttpStatusCode.NotFound);

        Assert.DoesNotContain("timer FollowChain fails", await alice.GetStringAsync("/health", Token), StringComparison.Ordinal);
        using var removed = await alice.DeleteAsync("/api/v1/affiliates/bob", Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "affiliate.not_found"), await ProblemAsync(await bob.GetAsync("/api/v1/executions", Token)));
        await AddBobAsync(alice, HttpStatusCode.Created);
        await AssertSeenByAsync(bob, execution, scope, HttpStatusCode.OK);
    }

    private static async Task AssertSeenByAsync(HttpClient caller, JsonElement execution, string scope, HttpStatusCode expected)
    {
        var id = Text(execution, "id");
        string[] paths = [$"executions/{id}", $"executions/{id}/events", $"workflows/{id}", $"scopes/{scope}", $"scopes/{scope}/records/note", $"scopes/{scope}/records/note/history", $"contracts/{Contract}"];
        foreach (var path in paths)
        {
            using var answer = await caller.GetAsync($"/api/v1/{path}", Token);
            Assert.True(expected == answer.StatusCode, $"{path}: {answer.StatusCode}");
        }

        foreach (var list in new[] { "executions", "scopes", "contracts" })
        {
            var text = await caller.GetStringAsync($"/api/v1/{list}", Token);
            Assert.Equal(expected == HttpStatusCode.OK, text.Contains(scope, StringComparison.Ordinal) || text.Contains(Contract, StringComparison.Ordinal));
        }
    }

    private static Task<HttpResponseMessage> PostBobAsync(HttpClient caller, string name) =>
        caller.PostAsJsonAsync("/api/v1/affiliates", new { name, signingKey = "file:bob.key", encryptionKey = "file:bob.key" }, Token);

    private static async Task AddBobAsync(HttpClient caller, HttpStatusCode expected)
    {
        using var added = await PostBobAsync(caller, "bob");
        Assert.True(expected == added.StatusCode, await added.Content.ReadAsStringAsync(Token));
    }

    private static async Task PublishAsync(RunningProgram program, string affiliate)
    {
        var published = await CommandLine.RunAsync(
            program.Address, Token, "contract", "publish", "--affiliate", affiliate, "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json");
        Assert.True(published.ExitCode == 0, published.Errors + program.Output);
    }

    private static async Task<JsonElement> ExecuteAsync(HttpClient caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/executions")
        {
            Content = JsonContent.Create(new { contract = Contract, records = new { note = new { text = "paid" } } }),
            Headers = { { "Prefer", "wait=60" } },
        };
        using var answer = await caller.SendAsync(request, Token);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    private static async Task<(HttpStatusCode Status, string Code)> ProblemAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (answer.StatusCode, Text(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(Token)), "code"));
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
