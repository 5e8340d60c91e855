using P8e.Access.Affiliates;
using P8e.Access.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Access;

/// <summary>Affiliates in memory.</summary>
public sealed class InMemoryAffiliateRegistry : IAffiliateRegistry
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, AffiliateEntry> _entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(AffiliateEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            return Task.FromResult(_entries.TryAdd(entry.Name.ToString(), entry));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AffiliateEntry>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<AffiliateEntry>>([.. _entries.Values]);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryRemoveAsync(AffiliateName affiliate, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(affiliate.ToString(), out var entry))
            {
                return Task.FromResult(false);
            }

            _entries[affiliate.ToString()] = entry with { Removed = entry.Removed ?? at };
            return Task.FromResult(true);
        }
    }
}
