using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.Cryptography.Dime;

/// <summary>One element of a container's signatures section: raw bytes as they were uploaded, not yet checked.</summary>
/// <param name="Signature">Should be DER.</param>
/// <param name="Pem">Should be the PEM of the signer's key.</param>
public sealed record DimeSignature(ReadOnlyMemory<byte> Signature, string Pem)
{
    /// <summary>
    /// The signer, if this is a valid signature over a plaintext with the given digest: always SHA-512, DER, low or high s (object-store 5.7).
    /// </summary>
    /// <param name="sha512">SHA-512 of the plaintext, 64 bytes.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    /// <returns>The signer's key, or null when the signature or the key is malformed or does not fit.</returns>
    public PublicKey? Verify(ReadOnlySpan<byte> sha512, ISecp256k1? curve = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha512.Length, 64, nameof(sha512));
        return PublicKeyPem.TryRead(Pem, out var key, curve)
            && EcdsaSignature.TryFromDer(Signature.Span, out var signature)
            && Signing.VerifyDigest(key, sha512[..CurveFormat.DigestBytes], signature, curve)
                ? key
                : null;
    }
}
