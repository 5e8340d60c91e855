using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Signatures;

/// <summary>Signs with a private key in this process. The caller owns the key and disposes it.</summary>
public sealed class LocalSigner : ISigner
{
    private readonly PrivateKey _key;
    private readonly ISecp256k1 _curve;

    /// <summary>Makes a signer.</summary>
    /// <param name="key">The key; not disposed by this.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public LocalSigner(PrivateKey key, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        _curve = curve ?? Secp256k1.Default;
    }

    /// <inheritdoc/>
    public PublicKey PublicKey => _key.PublicKey;

    /// <inheritdoc/>
    public ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, CurveFormat.DigestBytes, nameof(digest));
        Span<byte> compact = stackalloc byte[EcdsaSignature.CompactBytes];
        return _curve.TrySign(_key.Scalar, digest.Span, compact) && EcdsaSignature.TryFromCompact(compact, out var signature)
            ? ValueTask.FromResult(signature)
            : throw new InvalidOperationException("The curve refused to sign with a key that it had accepted.");
    }
}
