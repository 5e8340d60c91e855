using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>A contract package through the command line, the program, its sandbox and the chain; again; by somebody else; and packages that are refused.</summary>
public sealed class PublishingTests(World world) : IClassFixture<World>
{
    private const string Onboard = "org.example.published.OnboardLoan";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Contracts => ChildProgram.PathOf("P8e.PublishedContracts");

    private static string Records => ChildProgram.PathOf("P8e.SampleRecords");

    [Fact]
    public async Task Publish_ThroughTheCommandLine_WritesOnceAndIsFoundEverywhere()
    {
        await using var program = await RunningProgram.StartAsync(world, "publish", Token, ("Contracts__Trusted", "*"));

        var first = await PublishAsync(program);
        Assert.True(first.ExitCode == 0, first.Errors + program.Output);
        Assert.Contains("published: 2 of 2 transactions are in blocks", first.Errors, StringComparison.Ordinal);
        Assert.Equal(2, first.Json.GetProperty("transactions").GetArrayLength());
        var onboard = first.Json.GetProperty("contracts").EnumerateArray().Single(contract => Text(contract, "className") == Onboard);
        await AssertOnTheChainAsync(onboard, RunningChain.AddressOf(World.Alice).ToString());

        // Again: the same workflow. For another reader: another one, which finds everything there.
        var written = (await world.Chain.ReadTransactionsAsync(Token)).Count;
        Assert.Equal(Text(first.Json, "workflow"), Text((await PublishAsync(program)).Json, "workflow"));
        var shared = await PublishAsync(program, "--reader", world.KeyFileOf(World.Bob));
        Assert.NotEqual(Text(first.Json, "workflow"), Text(shared.Json, "workflow"));
        Assert.Equal(0, shared.Json.GetProperty("transactions").GetArrayLength());
        Assert.Equal(written, (await world.Chain.ReadTransactionsAsync(Token)).Count);

        await AssertFoundAsync(program, onboard);
        await AssertPublishedByBobAsync(onboard, written);
    }

    [Fact]
    public async Task Publish_NotTrusted_IsRefusedAndSaysWhatToSet()
    {
        await using var program = await RunningProgram.StartAsync(world, "untrusted", Token);

        var refused = await PublishAsync(program);

        Assert.Equal(1, refused.ExitCode);
        var problem = JsonSerializer.Deserialize<JsonElement>(refused.Errors);
        Assert.Equal("contract.not_trusted", Text(problem, "code"));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Contracts, Token))), Text(problem, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Garbage_FailsWithItsCodeAndMayBeTriedAgain()
    {
        var garbage = world.NewFile("garbage.dll");
        await File.WriteAllTextAsync(garbage, "this is no assembly", Token);
        await using var program = await RunningProgram.StartAsync(world, "garbage", Token, ("Contracts__Trusted", "*"));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await CommandLine.RunAsync(program.Address, Token, "contract", "publish", "--contracts", garbage, "--records", Records);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("contract.package_invalid: ", refused.Errors, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(" at P8e.", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_BodyOverTheLimit_IsAnsweredWithItsCode()
    {
        await using var program = await RunningProgram.StartAsync(world, "toolong", Token, ("Contracts__Trusted", "*"));
        using var http = new HttpClient { BaseAddress = program.Address };
        using var body = new StringContent($$"""{"contracts":"{{new string('A', 45_000_000)}}"}""");
        using var answer = await http.PostAsync("/api/v1/contracts", body, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("limit.exceeded", Text(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(Token)), "code"));
    }

    private static Task<CommandLine> PublishAsync(RunningProgram program, params string[] more) =>
        CommandLine.RunAsync(program.Address, Token, ["contract", "publish", "--contracts", Contracts, "--records", Records, "--json", .. more]);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task AssertFoundAsync(RunningProgram program, JsonElement onboard)
    {
        var list = await CommandLine.RunAsync(program.Address, Token, "contract", "list");
        Assert.Equal(0, list.ExitCode);
        Assert.Contains(Onboard, list.Output, StringComparison.Ordinal);
        Assert.Contains(Text(onboard, "address"), list.Output, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = program.Address };
        foreach (var name in new[] { Onboard, Text(onboard, "address") })
        {
            var shown = JsonSerializer.Deserialize<JsonElement>(await http.GetByteArrayAsync($"/api/v1/contracts/{name}", Token));
            Assert.Equal(Text(onboard, "specification"), Text(shown, "specification"));
            Assert.Equal(["ORIGINATOR"], shown.GetProperty("parties").EnumerateArray().Select(party => party.GetString()));
            Assert.Equal(["loan", "payment", "summary", "servicing_terms"], shown.GetProperty("functions").EnumerateArray().Select(function => Text(function.GetProperty("record"), "name")));
            Assert.True(shown.GetProperty("records")[0].GetProperty("optional").GetBoolean());
        }

        var schema = await CommandLine.RunAsync(program.Address, Token, "contract", "schema", Onboard, "--json");
        Assert.Equal(["loan", "payment", "terms"], schema.Json.GetProperty("inputs").EnumerateObject().Select(input => input.Name).Order(StringComparer.Ordinal));
        Assert.Contains("loanNumber", schema.Json.GetProperty("records").GetProperty("loan").GetRawText(), StringComparison.Ordinal);

        var unknown = await CommandLine.RunAsync(program.Address, Token, "contract", "schema", "org.example.Nobody");
        Assert.Equal(1, unknown.ExitCode);
        Assert.StartsWith("contract.not_found: ", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLine.RunAsync(program.Address, Token, "contract", "publish")).ExitCode);
        var nobody = await CommandLine.RunAsync(new Uri("http://127.0.0.1:9"), Token, "contract", "list");
        Assert.StartsWith("api.unavailable: ", nobody.Errors, StringComparison.Ordinal);
    }

    private async Task AssertOnTheChainAsync(JsonElement onboard, string owner)
    {
        var contract = await world.Chain.ReadMetadataAsync($"contractspec/{Text(onboard, "address")}?include_record_specs=true", Token);
        var specification = contract.GetProperty("contract_specification").GetProperty("specification");
        Assert.Equal((Onboard, Text(onboard, "specification")), (Text(specification, "class_name"), Text(specification, "hash")));
        Assert.Equal(owner, specification.GetProperty("owner_addresses")[0].GetString());
        Assert.Equal(
            ["loan", "payment", "servicing_terms", "summary"],
            contract.GetProperty("record_specifications").EnumerateArray().Select(record => Text(record.GetProperty("specification"), "name")).Order(StringComparer.Ordinal));
        var scope = await world.Chain.ReadMetadataAsync($"scopespec/{onboard.GetProperty("scopeSpecifications")[0].GetString()}", Token);
        Assert.Equal(2, scope.GetProperty("scope_specification").GetProperty("specification").GetProperty("contract_spec_ids").GetArrayLength());
    }

    /// <summary>A second affiliate publishes the same package: all of it is on the chain, so it owns nothing and writes nothing, and can use it all the same.</summary>
    private async Task AssertPublishedByBobAsync(JsonElement onboard, int written)
    {
        await using var program = await RunningProgram.StartAsync(
            world, "publishbob", Token, ("Contracts__Trusted", "*"), ("Affiliate__Name", "bob"), ("Affiliate__SigningKeyFile", world.KeyFileOf(World.Bob)));

        var published = await PublishAsync(program);

        Assert.True(published.ExitCode == 0, published.Errors);
        Assert.Equal(0, published.Json.GetProperty("transactions").GetArrayLength());
        Assert.Equal(written, (await world.Chain.ReadTransactionsAsync(Token)).Count);
        Assert.Contains(Text(onboard, "address"), published.Json.GetProperty("contracts").EnumerateArray().Select(contract => Text(contract, "address")));
    }
}
