using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Signatures;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Curve;

/// <summary>What every implementation of the curve must do; the cases were computed without any of them (tests/Vectors/curve).</summary>
public abstract class Secp256k1Conformance
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Ecdsa = Vectors.Read("curve/ecdsa.json");
    private static readonly IReadOnlyDictionary<string, JsonElement> Points = Vectors.Read("curve/points.json");
    private static readonly IReadOnlyDictionary<string, JsonElement> Agreements = Vectors.Read("curve/agreement.json");
    private static readonly IReadOnlyDictionary<string, JsonElement> Der = Vectors.Read("curve/der.json");

    public static TheoryData<string> EcdsaCases => Vectors.Names(Ecdsa);

    public static TheoryData<string> PointCases => Vectors.Names(Points);

    public static TheoryData<string> AgreementCases => Vectors.Names(Agreements);

    public static TheoryData<string> DerCases => Vectors.Names(Der);

    private protected abstract ISecp256k1 Curve { get; }

    [Theory]
    [MemberData(nameof(EcdsaCases))]
    public void Verify_EdgeCase_GivesComputedVerdict(string name)
    {
        var element = Ecdsa[name];

        Assert.Equal(element.GetProperty("valid").GetBoolean(), Curve.Verify(element.Hex("publicKey"), element.Hex("digest"), element.Hex("signature")));
    }

    [Theory]
    [MemberData(nameof(PointCases))]
    public void TryParsePoint_EdgeCase_GivesPointOrRefuses(string name)
    {
        var expected = Points[name].HexOrNull("point");
        var encoded = Points[name].Hex("encoded");
        var point = new byte[CurveFormat.PointBytes];

        Assert.Equal(expected is not null, Curve.TryParsePoint(encoded, point));
        Assert.Equal(expected ?? new byte[CurveFormat.PointBytes], point);
        if (expected is null && encoded.Length == CurveFormat.PointBytes)
        {
            // What may not be parsed may not be used either: the other members do not trust their caller.
            Assert.False(Curve.TryAgree(One, encoded, new byte[CurveFormat.ScalarBytes]));
            Assert.False(Curve.Verify(encoded, new byte[CurveFormat.DigestBytes], new byte[CurveFormat.SignatureBytes]));
        }
    }

    [Theory]
    [MemberData(nameof(AgreementCases))]
    public void TryAgree_EdgeCase_GivesSharedXOrRefuses(string name)
    {
        var element = Agreements[name];
        var shared = new byte[CurveFormat.ScalarBytes];
        var own = new byte[CurveFormat.PointBytes];
        var expectedOwn = element.HexOrNull("ownPublicKey");
        var expectedShared = element.HexOrNull("sharedX");

        Assert.Equal(expectedOwn is not null, Curve.TryGetPublicKey(element.Hex("privateKey"), own));
        Assert.Equal(expectedOwn ?? new byte[CurveFormat.PointBytes], own);
        Assert.Equal(expectedShared is not null, Curve.TryAgree(element.Hex("privateKey"), element.Hex("publicKey"), shared));
        Assert.Equal(expectedShared ?? new byte[CurveFormat.ScalarBytes], shared);
    }

    [Theory]
    [MemberData(nameof(DerCases))]
    public void TryFromDer_EdgeCase_ReachesTheCurveOnlyWhenCanonical(string name)
    {
        var der = Der[name].Hex("der");
        var expected = Der[name].HexOrNull("compact");

        Assert.Equal(expected is not null, EcdsaSignature.TryFromDer(der, out var signature));
        Assert.Equal(expected, signature?.Compact.ToArray());
        if (signature is not null)
        {
            Assert.Equal(der, signature.ToDer());
            Assert.False(Curve.Verify(Generator, new byte[CurveFormat.DigestBytes], signature.Compact));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    public void EveryMember_WrongLength_RefusesWithoutThrowing(int length)
    {
        var odd = new byte[length];
        odd.AsSpan().Fill(1);
        var output = new byte[CurveFormat.PointBytes];
        var digest = new byte[CurveFormat.DigestBytes];
        var signature = new byte[CurveFormat.SignatureBytes];

        Assert.False(Curve.TryGetPublicKey(odd, output));
        Assert.False(Curve.TryAgree(odd, Generator, output));
        Assert.False(Curve.TrySign(odd, digest, output));
        Assert.False(Curve.TrySign(One, odd, output));
        Assert.False(Curve.Verify(odd, digest, signature));
        Assert.False(Curve.Verify(Generator, odd, signature));
        Assert.False(Curve.Verify(Generator, digest, odd.AsSpan(0, Math.Min(length, 63))));
    }

    [Fact]
    public void TrySign_RandomKeys_VerifiesHereAndOverNothingElse()
    {
        var random = new SeededRandom(11);
        var signature = new byte[CurveFormat.SignatureBytes];
        for (var i = 0; i < 50; i++)
        {
            var (key, digest, point) = (random.Next(32), random.Next(32), new byte[CurveFormat.PointBytes]);
            Assert.True(Curve.TryGetPublicKey(key, point));
            Assert.True(Curve.TrySign(key, digest, signature));
            Assert.True(Curve.Verify(point, digest, signature));
            digest[i % 32] ^= 0x10;
            Assert.False(Curve.Verify(point, digest, signature));
        }
    }

    private static byte[] One { get; } = [.. new byte[CurveFormat.ScalarBytes - 1], 1];

    private static byte[] Generator { get; } = Points["G uncompressed"].Hex("point");
}
