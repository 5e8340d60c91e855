using P8e.Azure.Vault;
using P8e.Cryptography;
using P8e.Devvault;
using P8e.Devvault.Store;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

/// <summary>Tests against a stand-in of their own, over real HTTPS.</summary>
public abstract class VaultTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("devvault").FullName;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected DevVault Vault { get; private set; } = null!;

    private protected IssuedTokens Tokens { get; private set; } = null!;

    private protected string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        Vault = await DevVault.StartAsync(_folder, 0, 0, TimeProvider.System, Token);
        Tokens = new IssuedTokens(Vault);
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected VaultOptions Options(int retries = 1, int seconds = 20) => new()
    {
        Address = Vault.Address, AuthorityFile = Vault.AuthorityFile, MaxRetries = retries, CallSeconds = seconds,
    };

    private protected VaultClients Clients(int retries = 1, int seconds = 20, TimeProvider? clock = null) =>
        new(Options(retries, seconds), clock ?? TimeProvider.System, Tokens);

    private protected Task<VaultKeyEntry> CreateAsync(string name, VaultKeyPurpose purpose = VaultKeyPurpose.Signing) =>
        new VaultKeyring(Clients(), new SystemRandomSource()).CreateAsync(name, purpose, hardware: false, Token);

    /// <summary>Changes a key or secret as its operator does.</summary>
    private protected Task ChangeAsync(VaultKeyEntry key, Func<ItemVersion, ItemVersion> change) => Vault.Store.UpdateAsync(Collection(key), key.Name, key.Version, change, Token);

    private protected static string Collection(VaultKeyEntry key) => key.Purpose == VaultKeyPurpose.Signing ? VaultStore.Keys : VaultStore.Secrets;

    /// <summary>Asserts that a call fails with a code and says which vault, in a text for people.</summary>
    private protected async Task<P8eException> AssertFailsAsync<T>(string code, Func<Task<T>> call)
    {
        var error = await Assert.ThrowsAnyAsync<P8eException>(call);
        Assert.Equal(code, error.Code);
        Assert.Contains(Vault.Address.Host, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        return error;
    }
}
