using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Ports;

/// <summary>The sealed objects of one affiliate, as far as sessions and the engine need them.</summary>
public interface IExecutionObjects
{
    /// <summary>Stores a content for the affiliate and an audience. Safe to repeat.</summary>
    /// <param name="content">The content.</param>
    /// <param name="audience">Encryption keys of the readers; the affiliate always reads.</param>
    /// <param name="cancellationToken">Ends the put.</param>
    /// <returns>SHA-256 of the content.</returns>
    /// <exception cref="P8eTransientException">The store or the signer cannot be reached now.</exception>
    Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken);

    /// <summary>Stores a contract specification, which is filed under the first 16 bytes of its hash (p8e-sdk 8.2). Safe to repeat.</summary>
    /// <param name="content">The specification's bytes.</param>
    /// <param name="audience">Encryption keys of the readers; the affiliate always reads.</param>
    /// <param name="cancellationToken">Ends the put.</param>
    /// <returns>First 16 bytes of the content's SHA-256.</returns>
    /// <exception cref="P8eTransientException">The store or the signer cannot be reached now.</exception>
    Task<ObjectHash> PutSpecificationAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken);

    /// <summary>Gets a content whose hash and signature were checked.</summary>
    /// <param name="hash">16, 32 or 64 bytes.</param>
    /// <param name="lengthMax">Longest content that is expected, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectNotFound"/>: nothing under this hash is for the affiliate.</exception>
    /// <exception cref="P8eInputException">The content is altered, not the one that was asked for, or longer than expected.</exception>
    /// <exception cref="P8eTransientException">The store or the key cannot be reached now.</exception>
    Task<byte[]> GetAsync(ObjectHash hash, int lengthMax, CancellationToken cancellationToken);
}
