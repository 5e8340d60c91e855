using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>Opens the keys that settings name. What it opened is usable until this is disposed.</summary>
/// <param name="clients">The vault.</param>
public sealed class VaultKeys(VaultClients clients) : IDisposable
{
    /// <summary>An affiliate has one, two while it rotates.</summary>
    private const int HeldKeysMax = 256;

    private readonly VaultSecretCache _cache = new(HeldKeysMax, clients.SecretCacheTime, clients.Clock);

    /// <summary>Finds a signing key and checks that it may be used now. One call.</summary>
    /// <param name="keyIdentifier"><c>https://vault/keys/name/version</c> of the configured vault.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>, or <see cref="ErrorCodes.VaultKeyUnsuitable"/>: it is not on secp256k1, or may not sign.</exception>
    /// <exception cref="P8eStateException">It is disabled, expired, not yet valid, deleted or not this program's to use.</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.VaultUnavailable"/>: the vault is away, slow or busy.</exception>
    public async Task<VaultSigner> OpenSignerAsync(Uri keyIdentifier, CancellationToken cancellationToken)
    {
        var id = VaultIdentifier.Parse(keyIdentifier, clients.Vault, VaultIdentifier.Keys);
        var doing = $"Opening signing key {id.Uri}";
        var key = await GetSigningKeyAsync(clients, id, doing, cancellationToken).ConfigureAwait(false);
        if (key.Key.ToPublicKey() is not { } publicKey || !key.Key.KeyOps.Contains(JsonWebKey.SignOperation))
        {
            throw new P8eInputException(
                ErrorCodes.VaultKeyUnsuitable,
                $"{doing}: it is not a key on curve {JsonWebKey.CurveP256K} (secp256k1) that may sign. 'p8e keys create' makes one.");
        }

        return new VaultSigner(clients, id, publicKey);
    }

    /// <summary>
    /// Reads an encryption key. One call now, later one whenever the key is needed and no longer in memory. Its dates do not matter, as the vault's own
    /// do not for decryption: what was sealed for a key stays readable until the key is disabled.
    /// </summary>
    /// <param name="secretIdentifier"><c>https://vault/secrets/name/version</c> of the configured vault.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The agreement; the caller disposes it.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>, or <see cref="ErrorCodes.VaultKeyUnsuitable"/>: there is no key in it.</exception>
    /// <exception cref="P8eStateException">It is disabled, deleted or not this program's to read.</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.VaultUnavailable"/>: the vault is away, slow or busy.</exception>
    public async Task<VaultKeyAgreement> OpenAgreementAsync(Uri secretIdentifier, CancellationToken cancellationToken)
    {
        var id = VaultIdentifier.Parse(secretIdentifier, clients.Vault, VaultIdentifier.Secrets);
        var held = _cache.Hold(id.Uri, (await VaultSecretKey.ReadAsync(clients, id.Name, id.Version, cancellationToken).ConfigureAwait(false)).Key);
        var publicKey = held.Key.PublicKey;
        held.Release();
        return new VaultKeyAgreement(clients, _cache, id, publicKey);
    }

    /// <summary>A signing key that was found before: no call now, and none but signing later.</summary>
    /// <param name="keyIdentifier">As in <see cref="OpenSignerAsync"/>.</param>
    /// <param name="publicKey">As it was found; every signature is verified with it.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>.</exception>
    public VaultSigner UseSigner(Uri keyIdentifier, PublicKey publicKey) => new(clients, VaultIdentifier.Parse(keyIdentifier, clients.Vault, VaultIdentifier.Keys), publicKey);

    /// <summary>An encryption key that was found before: no call now, one when it is first needed.</summary>
    /// <param name="secretIdentifier">As in <see cref="OpenAgreementAsync"/>.</param>
    /// <param name="publicKey">As it was found; another one in the secret is refused.</param>
    /// <returns>The agreement; the caller disposes it.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.VaultIdentifierInvalid"/>.</exception>
    public VaultKeyAgreement UseAgreement(Uri secretIdentifier, PublicKey publicKey) =>
        new(clients, _cache, VaultIdentifier.Parse(secretIdentifier, clients.Vault, VaultIdentifier.Secrets), publicKey);

    /// <summary>Zeroes every key in memory.</summary>
    public void Dispose() => _cache.Dispose();

    internal static async Task<KeyVaultKey> GetSigningKeyAsync(VaultClients clients, VaultIdentifier id, string doing, CancellationToken cancellationToken)
    {
        var key = await clients.Call.RunAsync(doing, token => clients.Keys.GetKeyAsync(id.Name, id.Version, token), cancellationToken).ConfigureAwait(false);
        KeyDates.Check(doing, key.Properties, clients.Clock);
        return key;
    }
}
