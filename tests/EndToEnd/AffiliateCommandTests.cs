using System.Text.Json;
using P8e.Azure.Configuration;
using P8e.Azurite;
using P8e.Cryptography.Keys;
using P8e.EndToEnd.Tests.Support;
using P8e.Ports;

namespace P8e.EndToEnd.Tests;

/// <summary><c>p8e affiliate</c> against the program and its storage account.</summary>
public sealed class AffiliateCommandTests(World world) : IClassFixture<World>
{
    private const string Contract = "org.example.published.KeepNote";
    private const string Request = $$$$"""{"contract":"{{{{Contract}}}}","records":{"note":{"text":"taken along"}}}""";

    /// <summary>Tables that hold nothing under the name of an affiliate but what the export's own list says. A new table belongs here or there.</summary>
    private static readonly string[] TablesOfTheDeployment = ["Affiliates", "Cursors", "Imports"];

    private static readonly string[] TablesOfAffiliates =
        ["Objects", "Mail", "PublicKeys", "Audit", "AccessAudit", "Contracts", "Executions", "Scopes", "Access", "Due", "Outbox"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddListRemove_AnotherAffiliate_AreDoneByTheProgram()
    {
        var folder = Path.GetDirectoryName(world.KeyFileOf(World.Bob))!;
        await using var program = await RunningProgram.StartAsync(world, "affiliates", Token, ("Affiliate__KeysFolder", folder));
        Task<CommandLine> RunAsync(params string[] arguments) => CommandLine.RunAsync(program.Address, Token, ["affiliate", .. arguments, "--json"]);

        var added = await RunAsync("add", "bob", "--signing-key", "file:bob.key", "--encryption-key", "file:bob.key");
        Assert.True(added.ExitCode == 0, added.Errors + program.Output);
        Assert.Equal(("bob", "file:bob.key"), (Text(added.Json, "name"), Text(added.Json, "signingKey")));

        var listed = (await RunAsync("list")).Json;
        Assert.Equal(("originator", "bob", false), (Text(listed, "own"), Text(Assert.Single(Items(listed)), "name"), Items(listed).Single().TryGetProperty("removed", out _)));
        var people = await CommandLine.RunAsync(program.Address, Token, "affiliate", "list");
        Assert.Contains("file:bob.key", people.Output, StringComparison.Ordinal);

        var removed = await RunAsync("remove", "bob");
        Assert.Equal((0, "bob"), (removed.ExitCode, Text(removed.Json, "name")));
        Assert.True(Items((await RunAsync("list")).Json).Single().TryGetProperty("removed", out _));

        var missing = await RunAsync("remove", "carol");
        Assert.Equal((1, "affiliate.not_found"), (missing.ExitCode, Text(JsonSerializer.Deserialize<JsonElement>(missing.Errors), "code")));
    }

    [Fact]
    public async Task Program_OneAffiliatesKeyFileIsAnother_FailsItsWorkAndServesTheOthers()
    {
        await using (var program = await RunningProgram.StartAsync(world, "before", Token, ("Affiliate__KeysFolder", Path.GetDirectoryName(world.KeyFileOf(World.Bob))!)))
        {
            var added = await CommandLine.RunAsync(program.Address, Token, "affiliate", "add", "bob", "--signing-key", "file:bob.key", "--encryption-key", "file:bob.key");
            Assert.True(added.ExitCode == 0, added.Errors);
        }

        var folder = Directory.CreateDirectory(world.NewFile("keys")).FullName;
        using (var other = PrivateKey.Import(Party.Named("mallory").Secret.Span))
        {
            KeyFile.Create(Path.Combine(folder, "bob.key"), other);
        }

        await using var after = await RunningProgram.StartAsync(world, "after", Token, LoanRequest.Trusting, ("Affiliate__KeysFolder", folder));
        Task<CommandLine> PublishAsync(string affiliate) => CommandLine.RunAsync(
            after.Address, Token, "contract", "publish", "--affiliate", affiliate, "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json");

        Assert.Equal((1, "affiliate.key_invalid"), Failure(await PublishAsync("bob")));
        var published = await PublishAsync("originator");
        Assert.True(published.ExitCode == 0, published.Errors + after.Output);
        Assert.Equal(0, (await CommandLine.RunAsync(after.Address, Token, "affiliate", "remove", "bob")).ExitCode);
    }

    [Fact]
    public async Task Export_ImportedIntoAnotherAccount_ServesAProgramThereWithTheSameKeys()
    {
        var account = RunningChain.AddressOf(World.Alice).ToString();
        string execution, scope;
        JsonElement shown, objects, content;
        await using (var program = await RunningProgram.StartAsync(world, "leaving", Token, LoanRequest.Trusting))
        {
            var published = await CommandLine.RunAsync(
                program.Address, Token, "contract", "publish", "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json");
            Assert.True(published.ExitCode == 0, published.Errors + program.Output);
            var (_, accepted) = await program.ExecuteAsync(Request, "taken", Token);
            execution = Text(accepted, "id");
            var ended = await program.EndAsync(execution, Token);
            Assert.True(Text(ended, "status") == "Completed", ended.ToString());
            scope = Text(ended.GetProperty("output"), "scope");
            (shown, content, objects) = await ReadAsync(program, scope);
        }

        await AssertEveryTableIsDecidedAsync();
        var folder = world.NewFile("export");
        var exported = await StorageAsync(world.Storage, "export", "originator", "--output", folder, "--account", account, "--json");
        Assert.True(exported.ExitCode == 0, exported.Errors);
        await using var target = await AzuriteServer.StartAsync(cancellationToken: Token);
        var imported = await StorageAsync(target, "import", folder, "--json");
        Assert.True(imported.ExitCode == 0, imported.Errors);
        Assert.Equal(exported.Output, imported.Output);
        Assert.Equal((1, "affiliate.not_empty"), Failure(await StorageAsync(target, "import", folder, "--json")));

        await using var there = await RunningProgram.StartAsync(world, "arrived", Token, LoanRequest.Trusting, ("Storage__ConnectionString", target.ConnectionString));
        var (shownThere, contentThere, objectsThere) = await ReadAsync(there, scope);
        Assert.True(JsonElement.DeepEquals(shown, shownThere), $"{shown}\n{shownThere}");
        Assert.True(JsonElement.DeepEquals(content, contentThere), $"{content}\n{contentThere}");
        Assert.Equal("taken along", Text(contentThere.GetProperty("content"), "text"));
        Assert.True(JsonElement.DeepEquals(objects, objectsThere), $"{objects}\n{objectsThere}");
        Assert.Contains(execution, (await there.GetAsync("/api/v1/executions", Token)).ToString(), StringComparison.Ordinal);

        // What it published there runs here.
        var (_, next) = await there.ExecuteAsync(Request, "next", Token);
        Assert.Equal("Completed", Text(await there.EndAsync(Text(next, "id"), Token), "status"));
    }

    [Fact]
    public async Task Export_OfNobody_EndsWithOneAndTheCode() =>
        Assert.Equal((1, "affiliate.not_found"), Failure(await StorageAsync(world.Storage, "export", "nobody", "--output", world.NewFile("nobody"), "--json")));

    private static Task<CommandLine> StorageAsync(AzuriteServer account, params string[] arguments) =>
        CommandLine.RunAsync(new Uri("http://127.0.0.1:1"), Token, ["affiliate", .. arguments, "--storage", account.ConnectionString]);

    private static (int ExitCode, string Code) Failure(CommandLine run) => (run.ExitCode, Text(JsonSerializer.Deserialize<JsonElement>(run.Errors), "code"));

    private static async Task<(JsonElement Scope, JsonElement Record, JsonElement Objects)> ReadAsync(RunningProgram program, string scope) => (
        await program.GetAsync($"/api/v1/scopes/{scope}", Token),
        await program.GetAsync($"/api/v1/scopes/{scope}/records/note", Token),
        await program.GetAsync("/api/v1/objects", Token));

    private async Task AssertEveryTableIsDecidedAsync()
    {
        var tables = new StorageClients(new StorageOptions { ConnectionString = world.Storage.ConnectionString }, TimeProvider.System).Tables;
        var names = new List<string>();
        await foreach (var table in tables.QueryAsync(cancellationToken: Token))
        {
            names.Add(table.Name);
        }

        Assert.Empty(names.Where(name => !name.StartsWith("Hub", StringComparison.Ordinal)).Except(TablesOfTheDeployment).Except(TablesOfAffiliates));
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement listed) => listed.GetProperty("items").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
