using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The registered keys in memory; nothing that was handed in or out is shared.</summary>
public sealed class InMemoryPublicKeys : IPublicKeys
{
    private readonly MemorySteps _steps = new();
    private readonly Dictionary<(AffiliateName Affiliate, ReaderId Reader), PublicKeyRow> _rows = [];
    private long _version;

    /// <inheritdoc/>
    public Task<PublicKeyRow?> FindAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken) =>
        _steps.Run(() => _rows.TryGetValue((affiliate, reader), out var row) ? Copy(row) : null, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<PublicKeyRow> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken) =>
        _steps.List<PublicKeyRow>(() => [.. _rows.Values.Where(row => row.Affiliate == affiliate).Select(Copy)], cancellationToken);

    /// <inheritdoc/>
    public Task<PublicKeyRow?> TryWriteAsync(PublicKeyRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _steps.Run(
            () =>
            {
                if (_rows.GetValueOrDefault((row.Affiliate, row.Reader))?.Version != row.Version)
                {
                    return null;
                }

                var stored = Copy(row) with { Version = $"v{++_version}" };
                _rows[(row.Affiliate, row.Reader)] = stored;
                return Copy(stored);
            },
            cancellationToken);
    }

    private static PublicKeyRow Copy(PublicKeyRow row) => row with
    {
        KeyBytes = row.KeyBytes.ToArray(),
        Metadata = row.Metadata.ToArray(),
        AuthValueHash = row.AuthValueHash.ToArray(),
    };
}
