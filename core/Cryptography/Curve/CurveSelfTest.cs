namespace P8e.Cryptography.Curve;

/// <summary>
/// Whether an implementation computes what we mean by its operations. A library of another version may have the same symbols: the one of
/// 2017 (Debian buster) hashes the shared X, and every wrapped key would be unreadable to others.
/// </summary>
internal static class CurveSelfTest
{
    private static ReadOnlySpan<byte> Generator =>
    [
        0x04,
        0x79, 0xBE, 0x66, 0x7E, 0xF9, 0xDC, 0xBB, 0xAC, 0x55, 0xA0, 0x62, 0x95, 0xCE, 0x87, 0x0B, 0x07,
        0x02, 0x9B, 0xFC, 0xDB, 0x2D, 0xCE, 0x28, 0xD9, 0x59, 0xF2, 0x81, 0x5B, 0x16, 0xF8, 0x17, 0x98,
        0x48, 0x3A, 0xDA, 0x77, 0x26, 0xA3, 0xC4, 0x65, 0x5D, 0xA4, 0xFB, 0xFC, 0x0E, 0x11, 0x08, 0xA8,
        0xFD, 0x17, 0xB4, 0x48, 0xA6, 0x85, 0x54, 0x19, 0x9C, 0x47, 0xD0, 0x8F, 0xFB, 0x10, 0xD4, 0xB8,
    ];

    /// <summary>Uses private key 1, whose public point is the generator and whose shared X is the other side's X.</summary>
    internal static bool Passes(ISecp256k1 curve)
    {
        Span<byte> one = stackalloc byte[CurveFormat.ScalarBytes];
        one.Clear();
        one[^1] = 1;
        Span<byte> point = stackalloc byte[CurveFormat.PointBytes];
        Span<byte> sharedX = stackalloc byte[CurveFormat.ScalarBytes];
        Span<byte> signature = stackalloc byte[CurveFormat.SignatureBytes];
        return curve.TryGetPublicKey(one, point) && point.SequenceEqual(Generator)
            && curve.TryParsePoint(Generator, point) && point.SequenceEqual(Generator)
            && curve.TryAgree(one, Generator, sharedX) && sharedX.SequenceEqual(Generator[1..33])
            && curve.TrySign(one, sharedX, signature) && curve.Verify(Generator, sharedX, signature);
    }
}
