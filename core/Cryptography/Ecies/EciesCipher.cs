using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;

namespace P8e.Cryptography.Ecies;

/// <summary>
/// The ECIES of the JVM's main cipher (object-store 5.5, 5.6). Its tag does not cover the ciphertext and uses a constant IV: that is safe only
/// because every ephemeral key is used once, so this type draws a fresh one for every reader and keeps none.
/// </summary>
internal static class EciesCipher
{
    internal const int TagFrameBytes = AesFrame.OverheadBytes + KeyBytes;
    private const int KeyBytes = 32;
    private const int DerivedBytes = 2 * KeyBytes;

    /// <summary>Seals a short plaintext for one reader.</summary>
    internal static EciesSealed Seal(
        ISecp256k1 curve, IRandomSource random, PublicKey reader, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        var point = new byte[PublicKey.UncompressedBytes];
        var body = new byte[AesFrame.OverheadBytes + plaintext.Length];
        var tag = new byte[TagFrameBytes];
        Seal(curve, random, reader, plaintext, associatedData, point, body, tag);
        return new EciesSealed(new PublicKey(point), body, tag);
    }

    /// <summary>Seals into the caller's memory: a header for many readers leaves nothing behind but itself.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="random">Source of the ephemeral key and the IV.</param>
    /// <param name="reader">The reader's key.</param>
    /// <param name="plaintext">The plaintext.</param>
    /// <param name="associatedData">Bound to both ciphertexts.</param>
    /// <param name="ephemeral">Receives the one-time public key, 65 bytes.</param>
    /// <param name="body">Receives the framed ciphertext, plaintext + 32 bytes.</param>
    /// <param name="tag">Receives the framed key check, 64 bytes.</param>
    internal static void Seal(
        ISecp256k1 curve, IRandomSource random, PublicKey reader, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData,
        Span<byte> ephemeral, Span<byte> body, Span<byte> tag)
    {
        Span<byte> scalar = stackalloc byte[CurveFormat.ScalarBytes];
        Span<byte> iv = stackalloc byte[AesFrame.IvBytes];
        try
        {
            do
            {
                random.Fill(scalar); // One draw in 2^128 is outside the range.
            }
            while (!curve.TryGetPublicKey(scalar, ephemeral));
            random.Fill(iv);
            Seal(curve, scalar, iv, reader, plaintext, associatedData, body, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    /// <summary>Seals with a given ephemeral key and IV. Only <see cref="Seal(ISecp256k1, IRandomSource, PublicKey, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> and the vectors choose them.</summary>
    internal static EciesSealed Seal(
        ISecp256k1 curve, PrivateKey ephemeral, ReadOnlySpan<byte> iv, PublicKey reader, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        var body = new byte[AesFrame.OverheadBytes + plaintext.Length];
        var tag = new byte[TagFrameBytes];
        Seal(curve, ephemeral.Scalar, iv, reader, plaintext, associatedData, body, tag);
        return new EciesSealed(ephemeral.PublicKey, body, tag);
    }

    /// <summary>Opens what was sealed. False for any reason at all: which one is nobody's business.</summary>
    internal static bool TryOpen(SharedSecret secret, EciesSealed box, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        Span<byte> derived = stackalloc byte[DerivedBytes];
        Span<byte> expectedTag = stackalloc byte[TagFrameBytes];
        try
        {
            Derive(secret.X, derived);
            using var aes = new AesGcm(derived[..KeyBytes], AesFrame.TagBytes);
            AesFrame.Seal(aes, ZeroIv, derived[KeyBytes..], associatedData, expectedTag);
            return CryptographicOperations.FixedTimeEquals(expectedTag, box.Tag.Span)
                && AesFrame.TryOpen(aes, box.Body.Span, associatedData, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static ReadOnlySpan<byte> ZeroIv => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static void Seal(
        ISecp256k1 curve, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> iv, PublicKey reader, ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> associatedData, Span<byte> body, Span<byte> tag)
    {
        Span<byte> sharedX = stackalloc byte[CurveFormat.ScalarBytes];
        Span<byte> derived = stackalloc byte[DerivedBytes];
        try
        {
            LocalKeyAgreement.Agree(curve, scalar, reader, sharedX);
            Derive(sharedX, derived);
            using var aes = new AesGcm(derived[..KeyBytes], AesFrame.TagBytes);
            AesFrame.Seal(aes, iv, plaintext, associatedData, body);
            AesFrame.Seal(aes, ZeroIv, derived[KeyBytes..], associatedData, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(sharedX);
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static void Derive(ReadOnlySpan<byte> sharedX, Span<byte> derived) => HKDF.DeriveKey(HashAlgorithmName.SHA256, sharedX, derived, salt: [], info: []);
}
