using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>
/// Signs with one pinned version of a key that never leaves the vault (design 7). Every answer is verified with the public key before it is given on;
/// there is no other key to fall back to. Safe for use by several threads.
/// </summary>
public sealed class VaultSigner : ISigner
{
    private const int DigestBytes = 32;

    private readonly VaultClients _clients;
    private readonly VaultIdentifier _id;
    private readonly CryptographyClient _client;

    internal VaultSigner(VaultClients clients, VaultIdentifier id, PublicKey publicKey)
    {
        (_clients, _id, PublicKey) = (clients, id, publicKey);
        _client = clients.Keys.GetCryptographyClient(id.Name, id.Version);
    }

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <summary>The pinned version.</summary>
    public Uri Identifier => _id.Uri;

    /// <inheritdoc/>
    /// <exception cref="P8eStateException">
    /// The key is disabled, expired, not yet valid, deleted or not this program's to use (<c>vault.key_…</c>, <see cref="ErrorCodes.VaultDenied"/>), or the
    /// answer is no signature of it (<see cref="ErrorCodes.VaultSignatureInvalid"/>).
    /// </exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.VaultUnavailable"/>: the vault is away, slow or busy.</exception>
    public async ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, DigestBytes, nameof(digest));
        var doing = $"Signing with key {_id.Uri}";
        try
        {
            var answer = await _clients.Call.RunAsync(doing, token => _client.SignAsync(digest, token), cancellationToken).ConfigureAwait(false);
            return Verified(doing, answer, digest.Span);
        }
        catch (P8eStateException denied) when (denied.Code == ErrorCodes.VaultDenied)
        {
            // Not every refusal says why; the key's own attributes may.
            await VaultKeys.GetSigningKeyAsync(_clients, _id, doing, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private EcdsaSignature Verified(string doing, SignResult answer, ReadOnlySpan<byte> digest) =>
        Uri.TryCreate(answer.KeyId, UriKind.Absolute, out var key) && VaultIdentifier.TryParse(key, _id.Vault) == _id
        && EcdsaSignature.TryFromCompact(answer.Signature, out var signature) && Signing.VerifyDigest(PublicKey, digest, signature)
            ? signature
            : throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.VaultSignatureInvalid,
                $"{doing}: what the vault answered is no signature of this key over what was asked. Nothing was signed; find out what stands between the program and its vault.");
}
