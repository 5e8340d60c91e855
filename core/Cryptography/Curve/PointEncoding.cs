using System.Numerics;

namespace P8e.Cryptography.Curve;

/// <summary>
/// Strict reading of public points for the platform implementation, which has no point decompression and no on-curve test of its own that
/// can be relied on. Public values only: big integers are not constant-time.
/// </summary>
internal static class PointEncoding
{
    private static readonly BigInteger Prime = new(CurveFormat.FieldPrime, isUnsigned: true, isBigEndian: true);
    private static readonly BigInteger SquareRootExponent = (Prime + 1) / 4;

    /// <summary>Whether 65 bytes are 04, X, Y of a point on the curve.</summary>
    internal static bool IsPoint(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length != CurveFormat.PointBytes || encoded[0] != CurveFormat.UncompressedTag)
        {
            return false;
        }

        var x = Read(encoded[1..33]);
        var y = Read(encoded[33..65]);
        return x < Prime && y < Prime && BigInteger.ModPow(y, 2, Prime) == RightSide(x);
    }

    /// <summary>Reads 33 or 65 bytes into 65.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> encoded, Span<byte> publicKey)
    {
        if (encoded.Length == CurveFormat.PointBytes)
        {
            if (!IsPoint(encoded))
            {
                return false;
            }

            encoded.CopyTo(publicKey);
            return true;
        }

        return encoded.Length == CurveFormat.CompressedPointBytes && encoded[0] is 0x02 or 0x03 && TryDecompress(encoded, publicKey);
    }

    private static bool TryDecompress(ReadOnlySpan<byte> encoded, Span<byte> publicKey)
    {
        var x = Read(encoded[1..]);
        if (x >= Prime)
        {
            return false;
        }

        var square = RightSide(x);
        var y = BigInteger.ModPow(square, SquareRootExponent, Prime);
        if (BigInteger.ModPow(y, 2, Prime) != square)
        {
            return false;
        }

        // y = 0 does not occur: the group order is prime, so no point has order two.
        y = y.IsEven == (encoded[0] == 0x02) ? y : Prime - y;
        publicKey[0] = CurveFormat.UncompressedTag;
        encoded[1..].CopyTo(publicKey[1..]);
        var target = publicKey[33..65];
        target.Clear();
        var length = y.GetByteCount(isUnsigned: true);
        return y.TryWriteBytes(target[(32 - length)..], out _, isUnsigned: true, isBigEndian: true);
    }

    private static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger RightSide(BigInteger x) => (BigInteger.ModPow(x, 3, Prime) + 7) % Prime;
}
