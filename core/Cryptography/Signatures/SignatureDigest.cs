namespace P8e.Cryptography.Signatures;

/// <summary>Which hash a signature is made over.</summary>
public enum SignatureDigest
{
    /// <summary>SHA-512, cut to its first 32 bytes because the curve's order has 256 bits: envelopes and objects (object-store 5.7, p8e-sdk 8.3).</summary>
    Sha512,

    /// <summary>SHA-256: transactions (provenance-chain 5.2).</summary>
    Sha256,
}
