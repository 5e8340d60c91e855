using System.Security.Cryptography;
using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Curve;

/// <summary>The base class library as a program would use it without us: key objects made once and kept, except where the operation is the making.</summary>
internal sealed class BareLibrary : IDisposable
{
    private static readonly ECCurve Curve = ECCurve.CreateFromValue("1.3.132.0.10");

    private readonly ECDiffieHellman own = ECDiffieHellman.Create(Curve);
    private readonly ECDiffieHellman other = ECDiffieHellman.Create(Curve);
    private readonly ECDsa signer = ECDsa.Create(Curve);
    private readonly ECParameters point;
    private readonly byte[] digest = new byte[32];
    private readonly byte[] signature;

    internal BareLibrary()
    {
        point = signer.ExportParameters(includePrivateParameters: false);
        signature = signer.SignHash(digest);
    }

    internal static IContender Generate => new Operation(() =>
    {
        using var key = ECDiffieHellman.Create(Curve);
        _ = key.ExportParameters(includePrivateParameters: false); // Keys are made on first use.
    });

    internal IContender Agree => new Operation(() =>
    {
        using var otherPublic = other.PublicKey;
        _ = own.DeriveRawSecretAgreement(otherPublic);
    });

    internal IContender Sign => new Operation(() => _ = signer.SignHash(digest));

    internal IContender Verify => new Operation(() =>
    {
        if (!signer.VerifyHash(digest, signature))
        {
            throw new InvalidOperationException("The base class library refused its own signature.");
        }
    });

    internal IContender ParseUncompressed => new Operation(() => ECDsa.Create(point).Dispose());

    public void Dispose()
    {
        own.Dispose();
        other.Dispose();
        signer.Dispose();
    }
}
