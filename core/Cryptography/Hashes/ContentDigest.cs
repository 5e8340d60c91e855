namespace P8e.Cryptography.Hashes;

/// <summary>Both hashes of a content: SHA-256 names it in most places, SHA-512 is signed and names objects of the older platform.</summary>
/// <param name="Sha256">32 bytes.</param>
/// <param name="Sha512">64 bytes.</param>
public sealed record ContentDigest(ReadOnlyMemory<byte> Sha256, ReadOnlyMemory<byte> Sha512);
