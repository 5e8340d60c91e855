using P8e.Benchmarks.Measuring;
using P8e.Cryptography.Curve;

namespace P8e.Benchmarks.Curve;

/// <summary>The operations of one implementation on the same fixed values as the C program.</summary>
internal sealed class CurveWork
{
    private readonly ISecp256k1 curve;
    private readonly byte[] secret = Filled(32, 0x5a);
    private readonly byte[] digest = Filled(32, 0xa5);
    private readonly byte[] point = new byte[65];
    private readonly byte[] compressed = new byte[33];
    private readonly byte[] signature = new byte[64];
    private readonly byte[] output = new byte[65];

    internal CurveWork(ISecp256k1 curve)
    {
        this.curve = curve;
        Require(curve.TryGetPublicKey(secret, point) && curve.TrySign(secret, digest, signature));
        compressed[0] = (byte)(2 | (point[64] & 1));
        point.AsSpan(1, 32).CopyTo(compressed.AsSpan(1));
    }

    internal IContender Generate => new Operation(() => Require(curve.TryGetPublicKey(secret, output)));

    internal IContender Agree => new Operation(() => Require(curve.TryAgree(secret, point, output)));

    internal IContender Sign => new Operation(() => Require(curve.TrySign(secret, digest, output)));

    internal IContender Verify => new Operation(() => Require(curve.Verify(point, digest, signature)));

    internal IContender ParseCompressed => new Operation(() => Require(curve.TryParsePoint(compressed, output)));

    internal IContender ParseUncompressed => new Operation(() => Require(curve.TryParsePoint(point, output)));

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private static void Require(bool result)
    {
        if (!result)
        {
            throw new InvalidOperationException("The curve refused valid values.");
        }
    }
}
