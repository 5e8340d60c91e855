using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Signatures;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Signatures;

public sealed class EcdsaSignatureTests
{
    private static readonly BigInteger Order = new(CurveFormat.Order, isUnsigned: true, isBigEndian: true);

    public static TheoryData<string, bool> Halves => new()
    {
        { "1", true }, { "n/2-1", true }, { "n/2", true }, { "n/2+1", false }, { "n-1", false },
    };

    [Theory]
    [MemberData(nameof(Halves))]
    public void IsLowS_AtTheBoundary_IsExact(string s, bool low)
    {
        var value = s switch { "1" => BigInteger.One, "n/2-1" => (Order / 2) - 1, "n/2" => Order / 2, "n/2+1" => (Order / 2) + 1, _ => Order - 1 };
        var signature = Make(7, value);

        Assert.Equal(low, signature.IsLowS);
        Assert.True(signature.ToLowS().IsLowS);
        Assert.Equal(low ? value : Order - value, new BigInteger(signature.ToLowS().Compact[32..], isUnsigned: true, isBigEndian: true));
        Assert.Equal(signature.Compact[..32].ToArray(), signature.ToLowS().Compact[..32].ToArray());
    }

    [Fact]
    public void ToDer_AnyPair_ReadsBackAndIsMinimal() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, byte, byte>((seed, lengthR, lengthS) =>
        {
            var signature = Make(Scalar(seed, lengthR), Scalar(~seed, lengthS));
            var der = signature.ToDer();
            return der.Length is >= 8 and <= 72
                && EcdsaSignature.TryFromDer(der, out var read)
                && read.Compact.SequenceEqual(signature.Compact)
                && EcdsaSignature.TryFromCompact(signature.Compact, out var compact)
                && compact.ToDer().AsSpan().SequenceEqual(der);
        }));

    [Fact]
    public void TryFromDer_AnyBytes_AcceptsOnlyWhatItWouldWrite() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, byte, byte>((seed, position, value) =>
        {
            var der = Make(Scalar(seed, 31), Scalar(~seed, 32)).ToDer();
            der[position % der.Length] = value;
            return !EcdsaSignature.TryFromDer(der, out var read) || read.ToDer().AsSpan().SequenceEqual(der);
        }));

    [Fact]
    public void TryFromCompact_OutOfRange_IsRefused()
    {
        var one = Bytes(1);
        foreach (var bad in new[] { Bytes(0), CurveFormat.Order.ToArray(), CurveFormat.FieldPrime.ToArray(), Bytes((BigInteger.One << 256) - 1) })
        {
            Assert.False(EcdsaSignature.TryFromCompact([.. bad, .. one], out _));
            Assert.False(EcdsaSignature.TryFromCompact([.. one, .. bad], out _));
        }

        Assert.False(EcdsaSignature.TryFromCompact(new byte[63], out _));
        Assert.False(EcdsaSignature.TryFromCompact([.. one, .. one, 0], out _));
    }

    private static BigInteger Scalar(int seed, byte length) =>
        (new BigInteger(new SeededRandom(seed).Next((length % 32) + 1), isUnsigned: true) % (Order - 1)) + 1;

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[32];
        Assert.True(value.TryWriteBytes(bytes.AsSpan(32 - value.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true));
        return bytes;
    }

    private static EcdsaSignature Make(BigInteger r, BigInteger s)
    {
        Assert.True(EcdsaSignature.TryFromCompact([.. Bytes(r), .. Bytes(s)], out var signature));
        return signature;
    }
}
