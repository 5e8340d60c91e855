using P8e.Cryptography.Keys;
using P8e.Devvault;
using P8e.Devvault.Store;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A <see cref="World"/> in which Alice has no key file: her keys lie in a vault, which runs in the process of the tests, so that they can say what goes wrong with it.</summary>
public sealed class VaultWorld : IAsyncLifetime
{
    internal const string SigningName = "alice-signing";
    internal const string EncryptionName = "alice-encryption";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p8e-vault-world-");
    private ItemVersion _signing = null!;
    private ItemVersion _encryption = null!;

    internal World World { get; } = new();

    internal DevVault Vault { get; private set; } = null!;

    /// <summary>For whom Alice's objects are sealed: not the key that signs.</summary>
    internal Party Reader { get; } = Party.Named("alice, reading");

    internal string SigningKey => $"{Vault.Address.AbsoluteUri}{VaultStore.Keys}/{SigningName}/{_signing.Version}";

    internal string EncryptionKey => $"{Vault.Address.AbsoluteUri}{VaultStore.Secrets}/{EncryptionName}/{_encryption.Version}";

    /// <summary>How often the vault was asked to sign.</summary>
    internal int Signatures => Vault.Faults.Requests.Count(request => request.StartsWith($"POST /{VaultStore.Keys}/{SigningName}/", StringComparison.Ordinal) && request.EndsWith("/sign", StringComparison.Ordinal));

    /// <summary>Settings of a program whose affiliate is Alice.</summary>
    internal (string Name, string Value)[] Settings =>
    [
        ("Affiliate__SigningKeyFile", ""),
        ("Affiliate__SigningKey", SigningKey),
        ("Affiliate__EncryptionKey", EncryptionKey),
        ("Vault__Address", Vault.Address.AbsoluteUri),
        ("Vault__AuthorityFile", Vault.AuthorityFile),
        ("IDENTITY_ENDPOINT", Vault.IdentityEndpoint.AbsoluteUri),
        ("IDENTITY_HEADER", Vault.Store.State.IdentityHeader),
        LoanRequest.Trusting,
    ];

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await World.InitializeAsync();
        Vault = await DevVault.StartAsync(Path.Combine(_folder.FullName, "vault"), 0, 0, TimeProvider.System, token);
        _signing = VersionOf(World.Alice) with { KeyType = "EC-HSM", CurveName = "P-256K", KeyOps = ["sign", "verify"], Point = World.Alice.Key.Uncompressed[1..].ToArray() };
        _encryption = VersionOf(Reader) with { ContentType = "application/vnd.p8e.key" };
        await Vault.Store.AddAsync(VaultStore.Keys, SigningName, _signing, token);
        await Vault.Store.AddAsync(VaultStore.Secrets, EncryptionName, _encryption, token);
    }

    /// <summary>Starts a program, or waits for one whose set-up is held up.</summary>
    internal Task<RunningProgram> StartAsync(string hub, CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        RunningProgram.StartAsync(World, hub, cancellationToken, [.. Settings, .. settings]);

    /// <summary>Enables or disables a key as its operator does.</summary>
    internal Task EnableSigningAsync(bool enabled, CancellationToken cancellationToken) =>
        Vault.Store.UpdateAsync(VaultStore.Keys, SigningName, _signing.Version, version => version with { Enabled = enabled }, cancellationToken);

    /// <summary>Enables or disables the secret.</summary>
    internal Task EnableEncryptionAsync(bool enabled, CancellationToken cancellationToken) =>
        Vault.Store.UpdateAsync(VaultStore.Secrets, EncryptionName, _encryption.Version, version => version with { Enabled = enabled }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        await World.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ItemVersion VersionOf(Party party)
    {
        using var key = PrivateKey.Import(party.Secret.Span);
        return new ItemVersion { Version = VaultStore.NewVersion(), Value = new string(KeyText.Write(key)) };
    }
}
