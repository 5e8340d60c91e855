using System.Collections.Concurrent;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Stores.Server;

/// <summary>Mails in memory that can all be looked at, in whatever state.</summary>
internal sealed class WatchedMails(IMailIndex inner, Outage outage) : IMailIndex
{
    private readonly ConcurrentDictionary<Guid, AffiliateName> _seen = [];

    internal async Task<List<MailRow>> ListAllAsync(CancellationToken cancellationToken)
    {
        List<MailRow> rows = [];
        foreach (var (id, affiliate) in _seen)
        {
            if (await inner.FindAsync(affiliate, id, cancellationToken) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    public Task AddAsync(IReadOnlyList<MailRow> rows, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        foreach (var row in rows)
        {
            _seen[row.MailId] = row.Affiliate;
        }

        return inner.AddAsync(rows, cancellationToken);
    }

    public Task<MailRow?> FindAsync(AffiliateName affiliate, Guid mailId, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.FindAsync(affiliate, mailId, cancellationToken);
    }

    public IAsyncEnumerable<MailRow> ListOpenAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.ListOpenAsync(affiliate, reader, cancellationToken);
    }

    public IAsyncEnumerable<MailRow> ListDeadAsync(AffiliateName affiliate, CancellationToken cancellationToken) => inner.ListDeadAsync(affiliate, cancellationToken);

    public Task<MailRow?> TryUpdateAsync(MailRow row, CancellationToken cancellationToken)
    {
        outage.ThrowWhenDown();
        return inner.TryUpdateAsync(row, cancellationToken);
    }

    public Task RemoveAsync(MailRow row, CancellationToken cancellationToken) => inner.RemoveAsync(row, cancellationToken);

    public Task<int> RemoveAcknowledgedAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        inner.RemoveAcknowledgedAsync(affiliate, before, cancellationToken);
}
