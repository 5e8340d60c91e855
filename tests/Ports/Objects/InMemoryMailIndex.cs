using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The mails in memory. Rows cannot be changed from outside, so they are kept as they are.</summary>
public sealed class InMemoryMailIndex : IMailIndex
{
    private readonly MemorySteps _steps = new();
    private readonly Dictionary<(AffiliateName Affiliate, Guid MailId), MailRow> _rows = [];
    private long _version;

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<MailRow> rows, CancellationToken cancellationToken)
    {
        QueueRules.CheckNew(rows);
        return _steps.Run(
            () =>
            {
                foreach (var row in rows)
                {
                    _rows.TryAdd((row.Affiliate, row.MailId), NextVersion(row));
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MailRow?> FindAsync(AffiliateName affiliate, Guid mailId, CancellationToken cancellationToken) =>
        _steps.Run(() => _rows.GetValueOrDefault((affiliate, mailId)), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<MailRow> ListOpenAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken) =>
        ListAsync(affiliate, row => row.State == MailState.Open && row.Reader == reader, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<MailRow> ListDeadAsync(AffiliateName affiliate, CancellationToken cancellationToken) =>
        ListAsync(affiliate, row => row.State == MailState.Dead, cancellationToken);

    /// <inheritdoc/>
    public Task<MailRow?> TryUpdateAsync(MailRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentException.ThrowIfNullOrEmpty(row.Version, nameof(row));
        if (row is { State: MailState.Acknowledged, Settled: null })
        {
            throw new ArgumentException("An acknowledged mail has the time at which it was settled.", nameof(row));
        }

        return _steps.Run(
            () => _rows.GetValueOrDefault((row.Affiliate, row.MailId))?.Version == row.Version ? _rows[(row.Affiliate, row.MailId)] = NextVersion(row) : null,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(MailRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _steps.Run(() => _rows.Remove((row.Affiliate, row.MailId)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> RemoveAcknowledgedAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) => _steps.Run(
        () =>
        {
            MailRow[] old = [.. _rows.Values.Where(row => row.Affiliate == affiliate && row.State == MailState.Acknowledged && row.Settled < before)];
            return old.Count(row => _rows.Remove((row.Affiliate, row.MailId)));
        },
        cancellationToken);

    private MailRow NextVersion(MailRow row) => row with { Version = $"v{++_version}" };

    private IAsyncEnumerable<MailRow> ListAsync(AffiliateName affiliate, Func<MailRow, bool> condition, CancellationToken cancellationToken) => _steps.List<MailRow>(
        () => [.. _rows.Values.Where(row => row.Affiliate == affiliate && condition(row)).OrderBy(row => row.Arrived).ThenBy(row => row.MailId)],
        cancellationToken);
}
