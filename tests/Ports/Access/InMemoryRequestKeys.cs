using System.Collections.Concurrent;
using P8e.Access.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Access;

/// <summary>Idempotency keys in memory.</summary>
public sealed class InMemoryRequestKeys : IRequestKeys
{
    private readonly ConcurrentDictionary<(string Affiliate, string Id), byte[]> _first = new();

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> ClaimAsync(AffiliateName affiliate, string id, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<ReadOnlyMemory<byte>>(_first.GetOrAdd((affiliate.ToString(), id), request.ToArray()));
    }
}
