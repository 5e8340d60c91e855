using System.Text.Json;
using P8e.Cli.Tests.Support;
using P8e.Devvault;
using P8e.Devvault.Store;

namespace P8e.Cli.Tests.Keys;

/// <summary>Keys in a vault: the command as a process, Microsoft's managed identity client inside it, the stand-in behind both.</summary>
public sealed class VaultKeysTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("devvault").FullName;
    private DevVault _vault = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _vault = await DevVault.StartAsync(_folder, 0, 0, TimeProvider.System, Token);

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("signing", VaultStore.Keys, "another address on the chain")]
    [InlineData("encryption", VaultStore.Secrets, "p8e object rotate --from")]
    public async Task CreateRotateShowList_OfAVault_ShowKeysAndNoSecret(string kind, string collection, string advice)
    {
        var made = await RunAsync("create", "one", "--kind", kind);
        var next = await RunAsync("rotate", "one", "--kind", kind);
        var first = Json(made).GetProperty("identifier").GetString()!;
        var old = await RunAsync("show", "one", "--kind", kind, "--version", first[^32..]);
        var listed = await RunAsync("list");

        Assert.All([made, next, old, listed], run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Assert.StartsWith($"{_vault.Address}{collection}/one/", first, StringComparison.Ordinal);
        Assert.Equal(made.Output, old.Output);
        Assert.NotEqual(Json(made).GetProperty("testNetAddress").GetString(), Json(next).GetProperty("testNetAddress").GetString());
        Assert.Contains(advice, Json(next).GetProperty("next").ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Json(listed).GetProperty("keys").GetArrayLength());
        Assert.All(_vault.Store.Find(collection, "one")!.Versions, version => Assert.DoesNotContain(
            version.Value[8..40], made.Output + next.Output + old.Output + listed.Output, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Commands_OnAVaultInTrouble_EndWithOneAndACode()
    {
        await RunAsync("create", "one");
        var taken = await RunAsync("create", "one");
        var missing = await RunAsync("show", "two");
        _vault.Faults.Refusal = "ForbiddenByRbac";
        var refused = await RunAsync("list");

        Assert.All([taken, missing, refused], run => Assert.Equal((1, ""), (run.ExitCode, run.Output)));
        Assert.Equal(["vault.key_exists", "vault.key_not_found", "vault.denied"], new[] { taken, missing, refused }.Select(run => JsonElement.Parse(run.Error).GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("wrong header", "vault.unavailable")]
    [InlineData("no identity", "vault.identity_missing")]
    [InlineData("no authority", "vault.unavailable")]
    public async Task Commands_WithoutWhatItTakesToSignIn_SaySo(string what, string code)
    {
        var identity = what == "no identity" ? "AzureCli" : "ManagedIdentity";
        var authority = what == "no authority" ? [] : new[] { "--authority-file", _vault.AuthorityFile };
        var run = await Command.RunWithAsync(
            [.. Variables(what == "wrong header" ? "guessed" : _vault.Store.State.IdentityHeader), ("PATH", "/nowhere")],
            ["keys", "list", "--json", "--vault", _vault.Address.AbsoluteUri, "--credential", identity, .. authority]);

        Assert.Equal((1, code), (run.ExitCode, JsonElement.Parse(run.Error).GetProperty("code").GetString()));
        Assert.Empty(_vault.Faults.Requests);
    }

    private (string Name, string? Value)[] Variables(string header) => [("IDENTITY_ENDPOINT", _vault.IdentityEndpoint.AbsoluteUri), ("IDENTITY_HEADER", header)];

    private Task<Command> RunAsync(params string[] arguments) => Command.RunWithAsync(
        Variables(_vault.Store.State.IdentityHeader),
        ["keys", .. arguments, "--json", "--vault", _vault.Address.AbsoluteUri, "--credential", "ManagedIdentity", "--authority-file", _vault.AuthorityFile]);

    private static JsonElement Json(Command run) => JsonElement.Parse(run.Output);
}
