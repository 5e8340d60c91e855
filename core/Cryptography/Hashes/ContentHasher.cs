using System.Security.Cryptography;

namespace P8e.Cryptography.Hashes;

/// <summary>Computes both hashes of a content that arrives in pieces.</summary>
public sealed class ContentHasher : IDisposable
{
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);

    /// <summary>Hashes a content that is all there.</summary>
    /// <param name="content">The content.</param>
    public static ContentDigest HashData(ReadOnlySpan<byte> content) => new(SHA256.HashData(content), SHA512.HashData(content));

    /// <summary>Adds the next piece.</summary>
    /// <param name="piece">Any length.</param>
    public void Append(ReadOnlySpan<byte> piece)
    {
        sha256.AppendData(piece);
        sha512.AppendData(piece);
    }

    /// <summary>Ends and gives both hashes; the hasher is then ready for another content.</summary>
    public ContentDigest Finish() => new(sha256.GetHashAndReset(), sha512.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose()
    {
        sha256.Dispose();
        sha512.Dispose();
    }
}
