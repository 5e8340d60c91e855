namespace P8e.Cryptography.Curve;

/// <summary>
/// The five operations on secp256k1 that the system needs. Both implementations pass the same tests; arguments are raw big-endian bytes.
/// Implementations are safe for use by several threads at once. No method allocates on the heap beyond what its implementation needs inside.
/// </summary>
public interface ISecp256k1
{
    /// <summary>Which implementation this is; shown by health and <c>p8e keys</c>.</summary>
    CurveBackend Backend { get; }

    /// <summary>Name and version of what does the work, for people: for example <c>libsecp256k1.so.1</c>.</summary>
    string Description { get; }

    /// <summary>Computes the public point of a private key.</summary>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="publicKey">Receives 65 bytes: 04, X, Y.</param>
    /// <returns>False when the private key is zero or not below the group order.</returns>
    bool TryGetPublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey);

    /// <summary>Reads a point in compressed (33 bytes) or uncompressed (65 bytes) form; hybrid forms, points off the curve and infinity are refused.</summary>
    /// <param name="encoded">The point as it came from outside.</param>
    /// <param name="publicKey">Receives 65 bytes: 04, X, Y.</param>
    /// <returns>False when it is not such a point.</returns>
    bool TryParsePoint(ReadOnlySpan<byte> encoded, Span<byte> publicKey);

    /// <summary>Multiplies a point with a private key and gives the X coordinate, leading zeros kept (object-store 5.5 step 3).</summary>
    /// <param name="privateKey">32 bytes, valid.</param>
    /// <param name="publicKey">65 bytes, valid.</param>
    /// <param name="sharedX">Receives 32 bytes.</param>
    /// <returns>False when an argument is not valid.</returns>
    bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedX);

    /// <summary>Signs a digest.</summary>
    /// <param name="privateKey">32 bytes, valid.</param>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">Receives 64 bytes, r then s; s may be high.</param>
    /// <returns>False when the private key is not valid.</returns>
    bool TrySign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, Span<byte> signature);

    /// <summary>Checks a signature over a digest; low and high s are both accepted.</summary>
    /// <param name="publicKey">65 bytes, valid.</param>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">64 bytes, r then s.</param>
    /// <returns>Whether it is that key's signature over that digest.</returns>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
