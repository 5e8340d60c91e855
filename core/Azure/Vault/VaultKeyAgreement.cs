using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>
/// Agrees with an encryption key that lies in the vault as a secret, because the vault offers no agreement on secp256k1 (design 7). The key is in memory
/// for <see cref="VaultOptions.SecretCacheSeconds"/> at most. Safe for use by several threads.
/// </summary>
public sealed class VaultKeyAgreement : IKeyAgreement, IDisposable
{
    private readonly VaultClients _clients;
    private readonly VaultSecretCache _cache;
    private readonly VaultIdentifier _id;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _disposed;

    internal VaultKeyAgreement(VaultClients clients, VaultSecretCache cache, VaultIdentifier id, PublicKey publicKey) =>
        (_clients, _cache, _id, PublicKey) = (clients, cache, id, publicKey);

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <summary>The pinned version of the secret.</summary>
    public Uri Identifier => _id.Uri;

    /// <inheritdoc/>
    /// <exception cref="P8eStateException">The secret is disabled, deleted or not this program's to read (<c>vault.key_…</c>, <see cref="ErrorCodes.VaultDenied"/>).</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.VaultUnavailable"/>: the vault is away, slow or busy.</exception>
    public async ValueTask<SharedSecret> AgreeAsync(PublicKey ephemeral, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var held = _cache.TryUse(_id.Uri) ?? await FetchAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await new LocalKeyAgreement(held.Key).AgreeAsync(ephemeral, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            held.Release();
        }
    }

    /// <summary>Forgets and zeroes the key.</summary>
    public void Dispose()
    {
        _disposed = true;
        _cache.Drop(_id.Uri);
    }

    /// <summary>Many who ask at once cost one call.</summary>
    private async Task<HeldKey> FetchAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_cache.TryUse(_id.Uri) is { } known)
            {
                return known;
            }

            var found = (await VaultSecretKey.ReadAsync(_clients, _id.Name, _id.Version, cancellationToken).ConfigureAwait(false)).Key;
            if (found.PublicKey.Equals(PublicKey))
            {
                return _cache.Hold(_id.Uri, found);
            }

            found.Dispose();
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.VaultKeyUnsuitable, $"Reading encryption key {_id.Uri}: it is another key than it was. Nothing was opened; find out who changed it.");
        }
        finally
        {
            _turn.Release();
        }
    }
}
