using Azure.Security.KeyVault.Secrets;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>
/// Makes keys in a vault and shows them: for people, never for the running program, whose identity needs no right to any of this.
/// Errors are those of <see cref="VaultKeys"/>.
/// </summary>
/// <param name="clients">The vault.</param>
/// <param name="random">Where encryption keys come from; signing keys are the vault's own.</param>
public sealed class VaultKeyring(VaultClients clients, IRandomSource random)
{
    private const int EntriesMax = 10_000;

    /// <summary>Makes a key of a name that the vault does not have yet. Two calls, because the vault would make the next version of an existing one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="hardware">Whether a hardware module is to hold a signing key (premium vaults).</param>
    /// <param name="cancellationToken">Ends the wait. A call whose answer was lost is repeated and may leave one more version, which nothing names.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.VaultKeyExists"/>: the name is taken.</exception>
    public async Task<VaultKeyEntry> CreateAsync(string name, VaultKeyPurpose purpose, bool hardware, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, purpose, cancellationToken).ConfigureAwait(false))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.VaultKeyExists,
                $"Creating '{name}' in vault {clients.Vault}: it is there. 'p8e keys rotate' makes its next version; otherwise choose another name.");
        }

        return await MakeAsync(name, purpose, hardware, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the next version of a key that is there: another key, and of a signing key another address on the chain. The old version stays.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="hardware">As in <see cref="CreateAsync"/>.</param>
    /// <param name="cancellationToken">As in <see cref="CreateAsync"/>.</param>
    public async Task<VaultKeyEntry> RotateAsync(string name, VaultKeyPurpose purpose, bool hardware, CancellationToken cancellationToken) =>
        await FindAsync(name, purpose, cancellationToken).ConfigureAwait(false)
            ? await MakeAsync(name, purpose, hardware, cancellationToken).ConfigureAwait(false)
            : throw new P8eStateException(
                StateErrorKind.NotFound,
                ErrorCodes.VaultKeyNotFound,
                $"Rotating '{name}' in vault {clients.Vault}: the vault has none, or it was deleted. 'p8e keys create' makes a first version.");

    /// <summary>Shows one version with its public key. Reads the secret of an encryption key for that, so a disabled one is an error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version; empty for the latest.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<VaultKeyEntry> ShowAsync(string name, string version, VaultKeyPurpose purpose, CancellationToken cancellationToken)
    {
        Check(name, version);
        if (purpose == VaultKeyPurpose.Signing)
        {
            var key = await RunAsync($"Looking at key '{name}'", token => clients.Keys.GetKeyAsync(name, version, token), cancellationToken).ConfigureAwait(false);
            return Entry(key.Properties, key.Key.ToPublicKey());
        }

        var (properties, secret) = await VaultSecretKey.ReadAsync(clients, name, version, cancellationToken).ConfigureAwait(false);
        using (secret)
        {
            return Entry(properties) with { PublicKey = secret.PublicKey };
        }
    }

    /// <summary>Every version of every key and of every secret that is marked as one of ours, without public keys. Two calls and one per name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<VaultKeyEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<VaultKeyEntry>();
        foreach (var key in await CollectAsync(clients.Keys.GetPropertiesOfKeysAsync, cancellationToken).ConfigureAwait(false))
        {
            var versions = await CollectAsync(token => clients.Keys.GetPropertiesOfKeyVersionsAsync(key.Name, token), cancellationToken).ConfigureAwait(false);
            entries.AddRange(versions.Select(version => Entry(version, null)));
        }

        foreach (var secret in await CollectAsync(token => clients.Secrets.GetPropertiesOfSecretsAsync(token), cancellationToken).ConfigureAwait(false))
        {
            if (secret.ContentType == VaultSecretKey.ContentType)
            {
                var versions = await SecretVersionsAsync(secret.Name, cancellationToken).ConfigureAwait(false);
                entries.AddRange(versions.Select(Entry));
            }
        }

        return [.. entries.OrderBy(entry => entry.Purpose).ThenBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.CreatedOn).ThenBy(entry => entry.Version, StringComparer.Ordinal)];
    }

    private async Task<VaultKeyEntry> MakeAsync(string name, VaultKeyPurpose purpose, bool hardware, CancellationToken cancellationToken)
    {
        if (purpose == VaultKeyPurpose.Signing)
        {
            var made = await RunAsync($"Creating key '{name}'", token => clients.Keys.CreateEcKeyAsync(name, hardware, token), cancellationToken).ConfigureAwait(false);
            return Entry(made.Properties, made.Key.ToPublicKey());
        }

        using var key = PrivateKey.Generate(random);
        return Entry(await VaultSecretKey.WriteAsync(clients, name, key, cancellationToken).ConfigureAwait(false)) with { PublicKey = key.PublicKey };
    }

    private async Task<bool> FindAsync(string name, VaultKeyPurpose purpose, CancellationToken cancellationToken)
    {
        Check(name, "");
        try
        {
            return purpose == VaultKeyPurpose.Signing
                ? await RunAsync($"Looking for key '{name}'", token => clients.Keys.GetKeyAsync(name, "", token), cancellationToken).ConfigureAwait(false) is not null
                : (await SecretVersionsAsync(name, cancellationToken).ConfigureAwait(false)).Count > 0;
        }
        catch (P8eStateException none) when (none.Code == ErrorCodes.VaultKeyNotFound)
        {
            return false;
        }
    }

    private Task<List<SecretProperties>> SecretVersionsAsync(string name, CancellationToken cancellationToken) =>
        CollectAsync(token => clients.Secrets.GetPropertiesOfSecretVersionsAsync(name, token), cancellationToken);

    private Task<List<T>> CollectAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> list, CancellationToken cancellationToken) => RunAsync(
        "Listing keys",
        async token =>
        {
            var found = new List<T>();
            await foreach (var one in list(token).ConfigureAwait(false))
            {
                found.Add(one);
                if (found.Count > EntriesMax)
                {
                    throw new P8eInputException(ErrorCodes.LimitExceeded, $"Listing keys of vault {clients.Vault}: there are more than {EntriesMax}. Use the portal.");
                }
            }

            return found;
        },
        cancellationToken);

    private Task<T> RunAsync<T>(string doing, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        clients.Call.RunAsync($"{doing} of vault {clients.Vault}", call, cancellationToken);

    private static void Check(string name, string version)
    {
        VaultIdentifier.CheckName(name);
        if (version.Length > 0)
        {
            VaultIdentifier.CheckVersion(version);
        }
    }

    private static VaultKeyEntry Entry(KeyProperties key, PublicKey? publicKey) => new()
    {
        Identifier = key.Id.Uri,
        Name = key.Name,
        Version = key.Version,
        Purpose = VaultKeyPurpose.Signing,
        PublicKey = publicKey,
        Enabled = key.Enabled != false,
        NotBefore = key.NotBefore,
        ExpiresOn = key.ExpiresOn,
        CreatedOn = key.CreatedOn,
    };

    private static VaultKeyEntry Entry(SecretProperties secret) => new()
    {
        Identifier = secret.Id,
        Name = secret.Name,
        Version = secret.Version,
        Purpose = VaultKeyPurpose.Encryption,
        Enabled = secret.Enabled != false,
        NotBefore = secret.NotBefore,
        ExpiresOn = secret.ExpiresOn,
        CreatedOn = secret.CreatedOn,
    };
}
