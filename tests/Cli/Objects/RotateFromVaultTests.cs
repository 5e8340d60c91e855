using System.Text.Json;
using P8e.Azurite;
using P8e.Cli.Tests.Support;
using P8e.Devvault;

namespace P8e.Cli.Tests.Objects;

/// <summary>What <c>p8e keys rotate</c> advises for an encryption key, done: the old key is in the vault.</summary>
public sealed class RotateFromVaultTests(SharedAzurite azurite) : IClassFixture<SharedAzurite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rotate_FromAVaultsKey_WrapsWhatItReadsForTheNextVersion()
    {
        var folder = Directory.CreateTempSubdirectory("p8e-rotate").FullName;
        await using var vault = await DevVault.StartAsync(Path.Combine(folder, "vault"), 0, 0, TimeProvider.System, Token);
        var storage = (await azurite.ServerAsync()).ConnectionString;
        string[] signIn = ["--credential", "ManagedIdentity", "--authority-file", vault.AuthorityFile, "--json"];
        string[] keys = ["--kind", "encryption", "--vault", vault.Address.AbsoluteUri, .. signIn];
        Task<Command> RunAsync(params string[] arguments) => Command.RunWithAsync(
            [("P8E_STORAGE", storage), ("IDENTITY_ENDPOINT", vault.IdentityEndpoint.AbsoluteUri), ("IDENTITY_HEADER", vault.Store.State.IdentityHeader)], arguments);
        var owner = Path.Combine(folder, "owner.key");
        await RunAsync("keys", "create", owner);
        var old = Json(await RunAsync(["keys", "create", "reader", .. keys]));
        await RunAsync("object", "put", owner, "--key", owner, "--reader", old.GetProperty("publicKey").GetString()!);
        var next = Json(await RunAsync(["keys", "rotate", "reader", .. keys]));
        string[] rotate =
        [
            "object", "rotate", "--from", old.GetProperty("identifier").GetString()!, "--to", next.GetProperty("publicKey").GetString()!, .. signIn,
        ];

        var first = await RunAsync(rotate);
        var second = await RunAsync(rotate);

        Assert.Equal(("", ""), (first.Error, second.Error));
        Assert.Equal((1, 0), (Json(first).GetProperty("rewrapped").GetInt32(), Json(second).GetProperty("rewrapped").GetInt32()));
        Directory.Delete(folder, recursive: true);
    }

    private static JsonElement Json(Command run) => JsonElement.Parse(run.Output);
}
