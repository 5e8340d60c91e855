using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Ecies;

/// <summary>What ECIES makes for one reader, as raw bytes.</summary>
/// <param name="Ephemeral">The sender's one-time public key.</param>
/// <param name="Body">The framed ciphertext.</param>
/// <param name="Tag">The framed key check, 64 bytes.</param>
internal sealed record EciesSealed(PublicKey Ephemeral, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Tag);
