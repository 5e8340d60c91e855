using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Tests.Support;

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
        Assert.False(CurveSelfTest.Passes(new HashingCurve(Curves.Fastest)));
    }

    private sealed class HashingCurve(ISecp256k1 inner) : ISecp256k1
    {
        public CurveBackend Backend => inner.Backend;

        public string Description => inner.Description;

        public bool TryGetPublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey) => inner.TryGetPublicKey(privateKey, publicKey);

        public bool TryParsePoint(ReadOnlySpan<byte> encoded, Span<byte> publicKey) => inner.TryParsePoint(encoded, publicKey);

        public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedX)
        {
            Span<byte> x = stackalloc byte[CurveFormat.ScalarBytes];
            return inner.TryAgree(privateKey, publicKey, x) && SHA256.TryHashData(x, sharedX, out _);
        }

        public bool TrySign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, Span<byte> signature) => inner.TrySign(privateKey, digest, signature);

        public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => inner.Verify(publicKey, digest, signature);
    }
}
