using P8e.Cryptography.Curve;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Curve;

public sealed class NativeSecp256k1Tests : Secp256k1Conformance
{
    private protected override ISecp256k1 Curve
    {
        get
        {
            Assert.SkipUnless(Curves.Native is not null, Curves.NativeMissing);
            return Curves.Native;
        }
    }

    [Fact]
    public void Choose_Native_SaysWhichLibraryItIs()
    {
        Assert.SkipUnless(Curves.Native is not null, Curves.NativeMissing);

        var chosen = Secp256k1.Choose("native");

        Assert.Equal(CurveBackend.Native, chosen.Backend);
        Assert.Contains("secp256k1", chosen.Description, StringComparison.Ordinal);
        Assert.Equal(CurveBackend.Native, Secp256k1.Choose(null).Backend);
    }

    [Fact]
    public void TrySign_Always_GivesLowSOfRfc6979()
    {
        // p8e-sdk 15.5: the deterministic SHA-256 signature of the JVM has the same r and the other half's s.
        Assert.SkipUnless(Curves.Native is not null, Curves.NativeMissing);
        var recorded = Signatures.RecordedSignatures.Read()["SHA256withECDDSA"];
        var signature = new byte[CurveFormat.SignatureBytes];

        Assert.True(Curves.Native.TrySign(recorded.PrivateKey, recorded.Digest, signature));
        Assert.Equal(recorded.Signature.ToLowS().Compact.ToArray(), signature);
    }
}
