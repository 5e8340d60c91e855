using System.Security.Cryptography;

namespace P8e.Cryptography.Hashes;

/// <summary>Computes both hashes of a content that arrives in pieces.</summary>
public sealed class ContentHasher : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);

    /// <summary>Hashes a content that is all there.</summary>
    /// <param name="content">The content.</param>
    public static ContentDigest HashData(ReadOnlySpan<byte> content) => new(SHA256.HashData(content), SHA512.HashData(content));

    /// <summary>Adds the next piece.</summary>
    /// <param name="piece">Any length.</param>
    public void Append(ReadOnlySpan<byte> piece)
    {
        _sha256.AppendData(piece);
        _sha512.AppendData(piece);
    }

    /// <summary>Ends and gives both hashes; the hasher is then ready for another content.</summary>
    public ContentDigest Finish() => new(_sha256.GetHashAndReset(), _sha512.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose()
    {
        _sha256.Dispose();
        _sha512.Dispose();
    }
}
