using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Ecies;

/// <summary>
/// An encryption key that can agree on secrets: a local key or a key held elsewhere. This is the one place where external key custody plugs
/// into reading (object-store 5.6).
/// </summary>
public interface IKeyAgreement
{
    /// <summary>The public key under which this reader is found in an audience.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Agrees on a secret with an ephemeral public key.</summary>
    /// <param name="ephemeral">The sender's ephemeral key, checked to be on the curve.</param>
    /// <param name="cancellationToken">Ends the wait for a remote key.</param>
    /// <returns>The secret; the caller disposes it.</returns>
    /// <exception cref="P8e.Protocol.Errors.P8eTransientException">A remote key cannot be reached now.</exception>
    ValueTask<SharedSecret> AgreeAsync(PublicKey ephemeral, CancellationToken cancellationToken);
}
