using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Ports;

/// <summary>Which request came first under a caller's idempotency key. Thread-safe; throws <see cref="P8eTransientException"/> when the storage is out of reach.</summary>
public interface IRequestKeys
{
    /// <summary>Keeps what a request is, unless one was kept before. One storage call for the first, two for a repeat.</summary>
    /// <param name="affiliate">For whom the request is.</param>
    /// <param name="id">What was made of the caller's key: 1 to 128 ASCII letters, digits and hyphens.</param>
    /// <param name="request">SHA-256 of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>SHA-256 of the request that counts: the same as given for the first and for its repeats, another one when the key was used for something else.</returns>
    Task<ReadOnlyMemory<byte>> ClaimAsync(AffiliateName affiliate, string id, ReadOnlyMemory<byte> request, CancellationToken cancellationToken);
}
