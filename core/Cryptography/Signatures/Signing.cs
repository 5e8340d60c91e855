using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Signatures;

/// <summary>Signs and verifies whole messages; streams hash first and use the digest members.</summary>
public static class Signing
{
    /// <summary>The 32 bytes that are signed for a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hash">The hash to use.</param>
    public static byte[] Digest(ReadOnlySpan<byte> message, SignatureDigest hash) =>
        hash == SignatureDigest.Sha512 ? SHA512.HashData(message)[..CurveFormat.DigestBytes] : SHA256.HashData(message);

    /// <summary>Signs a message.</summary>
    /// <param name="signer">The key.</param>
    /// <param name="message">The message; it is hashed here, only the digest goes to the signer.</param>
    /// <param name="hash">The hash to use.</param>
    /// <param name="cancellationToken">Ends the wait for a remote signer.</param>
    public static ValueTask<EcdsaSignature> SignAsync(
        this ISigner signer, ReadOnlySpan<byte> message, SignatureDigest hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return signer.SignDigestAsync(Digest(message, hash), cancellationToken);
    }

    /// <summary>Checks a signature over a message.</summary>
    /// <param name="key">The key that is said to have signed.</param>
    /// <param name="message">The message.</param>
    /// <param name="hash">The hash that was used.</param>
    /// <param name="signature">The signature; both halves of s are accepted.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public static bool Verify(
        PublicKey key, ReadOnlySpan<byte> message, SignatureDigest hash, EcdsaSignature signature, ISecp256k1? curve = null) =>
        VerifyDigest(key, Digest(message, hash), signature, curve);

    /// <summary>Checks a signature over a digest.</summary>
    /// <param name="key">The key that is said to have signed.</param>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">The signature; both halves of s are accepted.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public static bool VerifyDigest(PublicKey key, ReadOnlySpan<byte> digest, EcdsaSignature signature, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(signature);
        return (curve ?? Secp256k1.Default).Verify(key.Uncompressed, digest, signature.Compact);
    }
}
