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
    public Task<AffiliateAddition> AddAsync(AffiliateEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            string[] keys = [entry.SigningPublicKey, entry.EncryptionPublicKey];
            if (_entries.ContainsKey(entry.Name.ToString()))
            {
                return Task.FromResult(AffiliateAddition.NameTaken);
            }

            if (_entries.Values.Any(other => keys.Contains(other.SigningPublicKey) || keys.Contains(other.EncryptionPublicKey)))
            {
                return Task.FromResult(AffiliateAddition.KeyTaken);
            }

            _entries.Add(entry.Name.ToString(), entry);
            return Task.FromResult(AffiliateAddition.Added);
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
    public Task<bool> TryMarkAsync(AffiliateName affiliate, DateTimeOffset? removed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(affiliate.ToString(), out var entry))
            {
                return Task.FromResult(false);
            }

            _entries[affiliate.ToString()] = entry with { Removed = removed };
            return Task.FromResult(true);
        }
    }
}
