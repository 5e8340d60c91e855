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
        using var ephemeral = PrivateKey.Generate(random, curve);
        Span<byte> iv = stackalloc byte[AesFrame.IvBytes];
        random.Fill(iv);
        return Seal(curve, ephemeral, iv, reader, plaintext, associatedData);
    }

    /// <summary>Seals with a given ephemeral key and IV. Only <see cref="Seal(ISecp256k1, IRandomSource, PublicKey, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> and the vectors choose them.</summary>
    internal static EciesSealed Seal(
        ISecp256k1 curve, PrivateKey ephemeral, ReadOnlySpan<byte> iv, PublicKey reader, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        using var secret = LocalKeyAgreement.Agree(curve, ephemeral, reader);
        Span<byte> derived = stackalloc byte[DerivedBytes];
        try
        {
            Derive(secret, derived);
            using var aes = new AesGcm(derived[..KeyBytes], AesFrame.TagBytes);
            var body = new byte[AesFrame.OverheadBytes + plaintext.Length];
            AesFrame.Seal(aes, iv, plaintext, associatedData, body);
            var tag = new byte[TagFrameBytes];
            AesFrame.Seal(aes, ZeroIv, derived[KeyBytes..], associatedData, tag);
            return new EciesSealed(ephemeral.PublicKey, body, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Opens what was sealed. False for any reason at all: which one is nobody's business.</summary>
    internal static bool TryOpen(SharedSecret secret, EciesSealed box, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        Span<byte> derived = stackalloc byte[DerivedBytes];
        Span<byte> expectedTag = stackalloc byte[TagFrameBytes];
        try
        {
            Derive(secret, derived);
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

    private static void Derive(SharedSecret secret, Span<byte> derived) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.X, derived, salt: [], info: []);
}
