using System.Globalization;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Index;

/// <summary>The index in memory; every step is atomic.</summary>
public sealed class InMemoryIndexStore : IIndexStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AffiliateName Affiliate, MetadataAddress Scope), IndexedScope> _scopes = [];
    private readonly Dictionary<(AffiliateName Affiliate, MetadataAddress Record, long Height), HistoryRow> _history = [];
    private long _version;

    /// <summary>How often something was asked for.</summary>
    public int Reads { get; private set; }

    /// <summary>How often something was to be written.</summary>
    public int Writes { get; private set; }

    /// <summary>Runs before each write, for example to write first.</summary>
    public Action<ScopeUpdate> BeforeWrite { get; set; } = _ => { };

    /// <inheritdoc/>
    public Task<IndexedScope?> FindScopeAsync(AffiliateName affiliate, MetadataAddress scope, CancellationToken cancellationToken) =>
        ReadAsync(() => _scopes.GetValueOrDefault((affiliate, scope)), cancellationToken);

    /// <inheritdoc/>
    public Task<ScopeRow?> FindScopeRowAsync(AffiliateName affiliate, MetadataAddress scope, CancellationToken cancellationToken) =>
        ReadAsync(() => _scopes.GetValueOrDefault((affiliate, scope))?.Row, cancellationToken);

    /// <inheritdoc/>
    public Task<RecordRow?> FindRecordAsync(AffiliateName affiliate, MetadataAddress record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return ReadAsync(
            () => _scopes.GetValueOrDefault((affiliate, record.ToScope()))?.Records.FirstOrDefault(row => row.Content.Address.Equals(record)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IndexPage<ScopeRow>> ListScopesAsync(AffiliateName affiliate, MetadataAddress? after, int most, CancellationToken cancellationToken) => ReadAsync(
        () => Page(
            from stored in _scopes
            where stored.Key.Affiliate == affiliate && stored.Value.Row.Standing == ScopeStanding.Current
            let text = stored.Key.Scope.ToString()
            where string.CompareOrdinal(text, after?.ToString() ?? "") > 0
            orderby text
            select stored.Value.Row,
            most,
            row => row.Scope.ToString()),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IndexPage<HistoryRow>> ListHistoryAsync(AffiliateName affiliate, MetadataAddress record, long after, int most, CancellationToken cancellationToken) => ReadAsync(
        () => Page(
            from stored in _history
            where stored.Key.Affiliate == affiliate && stored.Key.Record.Equals(record) && stored.Key.Height > after
            orderby stored.Key.Height
            select stored.Value,
            most,
            row => row.At.Height.ToString(CultureInfo.InvariantCulture)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(ScopeUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentOutOfRangeException.ThrowIfEqual(update.Row.Standing, ScopeStanding.Arriving, nameof(update));
        cancellationToken.ThrowIfCancellationRequested();
        BeforeWrite(update);
        lock (_gate)
        {
            Writes++;
            var key = (update.Row.Affiliate, update.Row.Scope);
            var before = _scopes.GetValueOrDefault(key);
            if (before?.Row.Version != update.Row.Version)
            {
                return Task.FromResult(false);
            }

            _scopes[key] = new IndexedScope(
                update.Row with { Version = $"v{++_version}" },
                Merged(before?.Sessions, update.Sessions, update.RemovedSessions, row => row.Content.Address),
                Merged(before?.Records, update.Records, update.RemovedRecords, row => row.Content.Address));
            foreach (var row in update.History)
            {
                _history[(update.Row.Affiliate, row.Record, row.At.Height)] = row;
            }

            return Task.FromResult(true);
        }
    }

    private static IReadOnlyList<T> Merged<T>(
        IReadOnlyList<T>? before, IReadOnlyList<T> written, IReadOnlyList<MetadataAddress> removed, Func<T, MetadataAddress> address)
    {
        var gone = removed.Concat(written.Select(address)).ToHashSet();
        return [.. (before ?? []).Where(row => !gone.Contains(address(row))).Concat(written).OrderBy(row => Convert.ToHexString(address(row).Bytes.Span), StringComparer.Ordinal)];
    }

    private static IndexPage<T> Page<T>(IEnumerable<T> rows, int most, Func<T, string> cursor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IIndexStore.PageItemsMaximum);
        T[] items = [.. rows.Take(most)];
        return new IndexPage<T>(items, items.Length == most ? cursor(items[^1]) : null);
    }

    private Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Reads++;
            return Task.FromResult(read());
        }
    }
}
