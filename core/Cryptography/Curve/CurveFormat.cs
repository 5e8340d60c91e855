namespace P8e.Cryptography.Curve;

/// <summary>Sizes of secp256k1 values, in bytes.</summary>
internal static class CurveFormat
{
    internal const int ScalarBytes = 32;
    internal const int PointBytes = 65;
    internal const int CompressedPointBytes = 33;
    internal const int SignatureBytes = 64;
    internal const int DigestBytes = 32;
    internal const byte UncompressedTag = 0x04;

    /// <summary>The group order n, big-endian.</summary>
    internal static ReadOnlySpan<byte> Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41,
    ];

    /// <summary>Half of the group order, rounded down: the largest s that the chain accepts.</summary>
    internal static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x5D, 0x57, 0x6E, 0x73, 0x57, 0xA4, 0x50, 0x1D, 0xDF, 0xE9, 0x2F, 0x46, 0x68, 0x1B, 0x20, 0xA0,
    ];

    /// <summary>The field prime p, big-endian.</summary>
    internal static ReadOnlySpan<byte> FieldPrime =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFC, 0x2F,
    ];

    /// <summary>
    /// Whether 0 &lt; scalar &lt; n. It subtracts the order and keeps the borrow: every scalar takes the same steps, because it is also asked
    /// about private keys.
    /// </summary>
    internal static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length != ScalarBytes)
        {
            return false;
        }

        var (borrow, any) = (0, 0);
        for (var i = ScalarBytes - 1; i >= 0; i--)
        {
            borrow = ((scalar[i] - Order[i] - borrow) >> 8) & 1;
            any |= scalar[i];
        }

        return (any != 0) & (borrow == 1);
    }
}
