using P8e.Cryptography.Keys;

namespace P8e.Chain.Transactions;

/// <summary>One signer of a decoded transaction.</summary>
/// <param name="PublicKey">The key; null when the transaction leaves it out or it is of another kind than secp256k1 (provenance-chain 5.4).</param>
/// <param name="Sequence">The sequence that was signed.</param>
/// <param name="Signature">r and s, 64 bytes as a rule; empty when missing.</param>
public sealed record DecodedSigner(PublicKey? PublicKey, ulong Sequence, ReadOnlyMemory<byte> Signature);
