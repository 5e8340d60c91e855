using P8e.Access.Keys;
using P8e.Access.Ports;

namespace P8e.Ports.Access;

/// <summary>API keys in memory; counts what a storage account would be asked.</summary>
public sealed class InMemoryApiKeys : IApiKeys
{
    private readonly MemorySteps _steps = new();
    private readonly SortedDictionary<string, ApiKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Keys that were looked for.</summary>
    public int Finds { get; private set; }

    /// <summary>What everything that is kept says, for tests that look for secrets in it.</summary>
    public IReadOnlyList<string> Texts => [.. _keys.Values.Select(key => key.ToString())];

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(ApiKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _steps.Run(() => _keys.TryAdd(key.Id, key) || _keys[key.Id] == key, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) => _steps.Run(
        () =>
        {
            Finds++;
            return _keys.GetValueOrDefault(id);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ApiKeyPage> ListAsync(string? after, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IApiKeys.PageItemsMaximum);
        return _steps.Run(
            () =>
            {
                var rest = _keys.Values.Where(key => string.CompareOrdinal(key.Id, after) > 0).Take(most + 1).ToArray();
                return rest.Length > most ? new ApiKeyPage(rest[..most], rest[most - 1].Id) : new ApiKeyPage(rest, null);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiKey?> RevokeAsync(string id, DateTimeOffset at, string by, CancellationToken cancellationToken) => _steps.Run(
        () => _keys.TryGetValue(id, out var key) && key.Revoked is null ? _keys[id] = key with { Revoked = at, RevokedBy = by } : _keys.GetValueOrDefault(id),
        cancellationToken);
}
