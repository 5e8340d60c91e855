namespace P8e.Cryptography.Hashes;

/// <summary>Both hashes of a content: SHA-256 names it in most places, SHA-512 is signed and names objects of the older platform.</summary>
/// <param name="Sha256">32 bytes.</param>
/// <param name="Sha512">64 bytes.</param>
public sealed record ContentDigest(ReadOnlyMemory<byte> Sha256, ReadOnlyMemory<byte> Sha512)
{
    /// <summary>Equal when both hashes have the same bytes; memory blocks by themselves compare by where they lie.</summary>
    /// <param name="other">The other digest.</param>
    public bool Equals(ContentDigest? other) =>
        other is not null && Sha256.Span.SequenceEqual(other.Sha256.Span) && Sha512.Span.SequenceEqual(other.Sha512.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Sha256.Span);
        return hash.ToHashCode();
    }
}
