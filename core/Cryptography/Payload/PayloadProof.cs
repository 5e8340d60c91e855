using P8e.Cryptography.Hashes;

namespace P8e.Cryptography.Payload;

/// <summary>
/// What a first reading of a payload proved. It holds a SHA-256 of every piece of ciphertext, so that a second reading can be released piece
/// by piece although the first one kept nothing: 32 bytes for each MiB.
/// </summary>
public sealed class PayloadProof
{
    internal PayloadProof(ContentDigest digest, long contentLength, IReadOnlyList<byte[]> pieceHashes)
    {
        Digest = digest;
        ContentLength = contentLength;
        PieceHashes = pieceHashes;
    }

    /// <summary>The content's hashes.</summary>
    public ContentDigest Digest { get; }

    /// <summary>The content's length, in bytes.</summary>
    public long ContentLength { get; }

    internal IReadOnlyList<byte[]> PieceHashes { get; }
}
