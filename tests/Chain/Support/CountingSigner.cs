using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.Chain.Tests.Support;

/// <summary>Counts signatures; can give the high half, as a vault may.</summary>
internal sealed class CountingSigner(ISigner inner, bool high = false) : ISigner
{
    private static readonly System.Numerics.BigInteger Order =
        System.Numerics.BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", System.Globalization.NumberStyles.HexNumber, null);

    internal int Signatures { get; private set; }

    public PublicKey PublicKey => inner.PublicKey;

    public async ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        Signatures++;
        var signature = (await inner.SignDigestAsync(digest, cancellationToken)).ToLowS();
        return high ? Mirror(signature) : signature;
    }

    private static EcdsaSignature Mirror(EcdsaSignature signature)
    {
        var bytes = signature.Compact.ToArray();
        var s = Order - new System.Numerics.BigInteger(bytes.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var mirrored = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.AsSpan(32).Clear();
        mirrored.CopyTo(bytes, 64 - mirrored.Length);
        Assert.True(EcdsaSignature.TryFromCompact(bytes, out var high));
        return high;
    }
}
