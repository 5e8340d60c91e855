using System.Security.Cryptography;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class ObjectHashTests
{
    private static readonly byte[] Sha256 = SHA256.HashData("content"u8);
    private static readonly byte[] Sha512 = SHA512.HashData("content"u8);
    private static readonly byte[] OtherSha256 = SHA256.HashData("other"u8);
    private static readonly byte[] OtherSha512 = SHA512.HashData("other"u8);

    public static TheoryData<byte[]> Right() => [Sha256, Sha512, Sha256[..16], Sha512[..16]];

    public static TheoryData<byte[]> Wrong() =>
        [Sha512[..32], Sha256[16..], Sha512[16..32], WithLastBitFlipped(Sha256), WithLastBitFlipped(Sha512), WithLastBitFlipped(Sha256[..16])];

    [Theory]
    [MemberData(nameof(Right))]
    public void Matches_DigestsOfTheContent_IsTrueForThemAlone(byte[] hash)
    {
        Assert.True(ObjectHash.FromBytes(hash).Matches(Sha256, Sha512));
        Assert.False(ObjectHash.FromBytes(hash).Matches(OtherSha256, OtherSha512));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Matches_OtherPartOfADigest_IsFalse(byte[] hash) => Assert.False(ObjectHash.FromBytes(hash).Matches(Sha256, Sha512));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(65)]
    public void FromBytes_LengthOfNoRule_IsRefused(int length)
    {
        Assert.Equal(ErrorCodes.HashInvalid, Assert.Throws<P8eInputException>(() => ObjectHash.FromBytes(new byte[length])).Code);
        Assert.False(ObjectHash.TryFromBytes(new byte[length], out _));
        Assert.False(ObjectKey.FromBytes(new byte[length]).TryAsHash(out _));
    }

    [Fact]
    public void Parse_LenientText_IsWrittenCanonically()
    {
        var hash = ObjectHash.Parse("M8PWxG2TFfO0YzL3sDW/l9");

        Assert.Equal("M8PWxG2TFfO0YzL3sDW/lw==", hash.ToString());
        Assert.Equal(hash, ObjectHash.Parse(hash.ToString()));
        Assert.Equal(hash.GetHashCode(), ObjectHash.Parse(hash.ToString()).GetHashCode());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void ObjectKeyFromBytes_AnyLength_IsTakenUpToTheLimit(int length, bool taken)
    {
        var error = Record.Exception(() => ObjectKey.FromBytes(new byte[length]));

        Assert.Equal(taken, error is null);
        Assert.True(taken || error is P8eInputException { Code: ErrorCodes.HashInvalid });
    }

    [Fact]
    public void ToKey_Hash_IsReadBackAsTheSameHash()
    {
        var hash = ObjectHash.FromBytes(Sha256);

        Assert.True(hash.ToKey().TryAsHash(out var again));
        Assert.Equal(hash, again);
        Assert.Equal(hash.ToKey(), ObjectKey.FromBytes(Sha256));
        Assert.Equal(hash.ToString(), hash.ToKey().ToString());
        Assert.NotEqual(hash.ToKey(), ObjectKey.FromBytes(OtherSha256));
    }

    private static byte[] WithLastBitFlipped(byte[] bytes) => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];
}
