using P8e.Cryptography.Hashes;

namespace P8e.Cryptography.Payload;

/// <summary>
/// What a first reading of a payload proved. It holds an HMAC of every piece of ciphertext under the object's key, so that a second reading
/// can be released piece by piece although the first one kept nothing: 32 bytes for each MiB. The key is in it so that a proof made with one
/// key releases nothing under another.
/// </summary>
public sealed class PayloadProof
{
    internal PayloadProof(ContentDigest digest, long contentLength, long payloadLength, IReadOnlyList<byte[]> pieceHashes)
    {
        Digest = digest;
        ContentLength = contentLength;
        PayloadLength = payloadLength;
        PieceHashes = pieceHashes;
    }

    /// <summary>The content's hashes.</summary>
    public ContentDigest Digest { get; }

    /// <summary>The content's length, in bytes.</summary>
    public long ContentLength { get; }

    internal long PayloadLength { get; }

    internal IReadOnlyList<byte[]> PieceHashes { get; }
}
