using P8e.Cryptography.Curve;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Curve;

/// <summary>Both implementations against each other on seeded random input.</summary>
public sealed class CrossCheckTests
{
    private const int Rounds = 300;

    [Fact]
    public void BothImplementations_RandomKeys_AgreeOnEverything()
    {
        Assert.SkipUnless(Curves.Native is not null, Curves.NativeMissing);
        var random = new SeededRandom(256);
        var peer = PublicPoint(Curves.Native, random.Next(32));
        for (var i = 0; i < Rounds; i++)
        {
            var (key, digest) = (random.Next(32), random.Next(32));
            var point = PublicPoint(Curves.Native, key);
            Assert.Equal(point, PublicPoint(Curves.Platform, key));
            Assert.Equal(Agree(Curves.Native, key, peer), Agree(Curves.Platform, key, peer));
            Assert.True(Curves.Platform.Verify(point, digest, Sign(Curves.Native, key, digest)));
            Assert.True(Curves.Native.Verify(point, digest, Sign(Curves.Platform, key, digest)));
            peer = point;
        }
    }

    [Fact]
    public void TryParsePoint_RandomX_AgreesOnWhatIsAPoint()
    {
        Assert.SkipUnless(Curves.Native is not null, Curves.NativeMissing);
        var random = new SeededRandom(33);
        var points = 0;
        for (var i = 0; i < Rounds; i++)
        {
            byte[] encoded = [(byte)(2 + (i & 1)), .. random.Next(32)];
            var (native, platform) = (new byte[CurveFormat.PointBytes], new byte[CurveFormat.PointBytes]);
            var isPoint = Curves.Native.TryParsePoint(encoded, native);
            Assert.Equal(isPoint, Curves.Platform.TryParsePoint(encoded, platform));
            Assert.Equal(native, platform);
            points += isPoint ? 1 : 0;
        }

        Assert.InRange(points, Rounds / 3, Rounds * 2 / 3); // Half of all x are on the curve.
    }

    private static byte[] PublicPoint(ISecp256k1 curve, byte[] key)
    {
        var point = new byte[CurveFormat.PointBytes];
        Assert.True(curve.TryGetPublicKey(key, point));
        return point;
    }

    private static byte[] Agree(ISecp256k1 curve, byte[] key, byte[] point)
    {
        var shared = new byte[CurveFormat.ScalarBytes];
        Assert.True(curve.TryAgree(key, point, shared));
        return shared;
    }

    private static byte[] Sign(ISecp256k1 curve, byte[] key, byte[] digest)
    {
        var signature = new byte[CurveFormat.SignatureBytes];
        Assert.True(curve.TrySign(key, digest, signature));
        return signature;
    }
}
