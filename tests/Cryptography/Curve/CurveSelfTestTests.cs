using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Curve;

public sealed class CurveSelfTestTests
{
    [Fact]
    public void Passes_BothImplementations_IsTrue()
    {
        Assert.True(CurveSelfTest.Passes(Curves.Platform));
        Assert.True(CurveSelfTest.Passes(Curves.Fastest));
    }

    [Fact]
    public void Passes_AgreementThatHashes_IsFalse()
    {
        // libsecp256k1 of 2017 (Debian buster) has the same symbol with four parameters, and hashes: every secret would be wrong.
        Assert.False(CurveSelfTest.Passes(new FaultyCurve(Curves.Fastest, Hash)));
    }

    [Fact]
    public void Checked_CurveThatIsWrongOrNotThere_IsNamedError()
    {
        Action<Span<byte>>[] faults = [Hash, _ => throw new CryptographicException("no such curve"), _ => throw new PlatformNotSupportedException()];

        Assert.All(faults, fault => Assert.Equal(
            ErrorCodes.CurveUnavailable,
            Assert.Throws<P8eInputException>(() => Secp256k1.Checked(new FaultyCurve(Curves.Fastest, fault))).Code));
        Assert.Same(Curves.Platform, Secp256k1.Checked(Curves.Platform));
    }

    private static void Hash(Span<byte> sharedX)
    {
        var hash = SHA256.HashData(sharedX);
        hash.CopyTo(sharedX);
    }
}
