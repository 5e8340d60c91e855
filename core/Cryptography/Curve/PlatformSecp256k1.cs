using System.Security.Cryptography;

namespace P8e.Cryptography.Curve;

/// <summary>
/// secp256k1 by the base class library. Points and signatures are parsed by us before the library sees them: left to itself it accepts
/// keys with odd explicit parameters and lax encodings (research/reliability-anchors 3.1).
/// </summary>
internal sealed class PlatformSecp256k1 : ISecp256k1
{
    private static readonly ECCurve Curve = ECCurve.CreateFromValue("1.3.132.0.10");

    public CurveBackend Backend => CurveBackend.Platform;

    public string Description => ".NET base class library";

    public bool TryGetPublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        if (!CurveFormat.IsScalar(privateKey))
        {
            return false;
        }

        using var key = ImportPrivate<ECDiffieHellman>(ECDiffieHellman.Create, privateKey);
        WritePoint(key.ExportParameters(includePrivateParameters: false).Q, publicKey);
        return true;
    }

    public bool TryParsePoint(ReadOnlySpan<byte> encoded, Span<byte> publicKey) => PointEncoding.TryParse(encoded, publicKey);

    public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedX)
    {
        if (!CurveFormat.IsScalar(privateKey) || !PointEncoding.IsPoint(publicKey))
        {
            return false;
        }

        using var own = ImportPrivate<ECDiffieHellman>(ECDiffieHellman.Create, privateKey);
        using var other = ECDiffieHellman.Create(PublicParameters(publicKey));
        using var otherPublic = other.PublicKey;
        var secret = own.DeriveRawSecretAgreement(otherPublic);
        secret.CopyTo(sharedX);
        CryptographicOperations.ZeroMemory(secret);
        return true;
    }

    public bool TrySign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        if (!CurveFormat.IsScalar(privateKey) || digest.Length != CurveFormat.DigestBytes)
        {
            return false;
        }

        using var key = ImportPrivate<ECDsa>(ECDsa.Create, privateKey);
        return key.TrySignHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out var written)
            && written == CurveFormat.SignatureBytes;
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (digest.Length != CurveFormat.DigestBytes || signature.Length != CurveFormat.SignatureBytes || !PointEncoding.IsPoint(publicKey)
            || !CurveFormat.IsScalar(signature[..32]) || !CurveFormat.IsScalar(signature[32..]))
        {
            return false;
        }

        using var key = ECDsa.Create(PublicParameters(publicKey));
        return key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECParameters PublicParameters(ReadOnlySpan<byte> publicKey) => new()
    {
        Curve = Curve,
        Q = new ECPoint { X = publicKey[1..33].ToArray(), Y = publicKey[33..65].ToArray() },
    };

    private static T ImportPrivate<T>(Func<T> create, ReadOnlySpan<byte> privateKey)
        where T : ECAlgorithm
    {
        var scalar = GC.AllocateUninitializedArray<byte>(CurveFormat.ScalarBytes, pinned: true);
        privateKey.CopyTo(scalar);
        var algorithm = create();
        try
        {
            algorithm.ImportParameters(new ECParameters { Curve = Curve, D = scalar }); // The library computes Q.
            return algorithm;
        }
        catch
        {
            algorithm.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    private static void WritePoint(ECPoint point, Span<byte> publicKey)
    {
        publicKey[0] = CurveFormat.UncompressedTag;
        point.X!.CopyTo(publicKey[1..33]);
        point.Y!.CopyTo(publicKey[33..65]);
    }
}
