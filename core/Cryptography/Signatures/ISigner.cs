using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Signatures;

/// <summary>
/// A signing key that can be used but not read: a local key, or a key that never leaves a vault. A failure of a vault never falls back to
/// another key.
/// </summary>
public interface ISigner
{
    /// <summary>The public key that verifies what this signs.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs a digest.</summary>
    /// <param name="digest">Exactly 32 bytes: SHA-256, or the first half of SHA-512.</param>
    /// <param name="cancellationToken">Ends the wait for a remote signer.</param>
    /// <returns>A signature whose s may be high; <see cref="EcdsaSignature.ToLowS"/> makes the chain's form.</returns>
    /// <exception cref="P8e.Protocol.Errors.P8eTransientException">A remote signer cannot be reached now.</exception>
    ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);
}
