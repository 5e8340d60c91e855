using P8e.ObjectStore.Mail;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>What every adapter of <see cref="IMailIndex"/> and <see cref="IReplicationIndex"/> asks of its callers.</summary>
public static class QueueRules
{
    /// <summary>Refuses mails that cannot be added together.</summary>
    /// <param name="rows">The mails.</param>
    /// <exception cref="ArgumentException">There is none, they are of several affiliates, or one is not open.</exception>
    public static void CheckNew(IReadOnlyList<MailRow> rows)
    {
        CheckOneAffiliate(rows, row => row.Affiliate);
        if (rows.Any(row => row.State != MailState.Open))
        {
            throw new ArgumentException("A new mail is open.", nameof(rows));
        }
    }

    /// <summary>Refuses rows that cannot be queued together.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">There is none, or they are of several affiliates.</exception>
    public static void CheckNew(IReadOnlyList<ReplicationRow> rows) => CheckOneAffiliate(rows, row => row.Affiliate);

    /// <summary>Refuses a row that cannot take the place of another one.</summary>
    /// <param name="old">The row as it was read.</param>
    /// <param name="row">The row as it shall be.</param>
    /// <exception cref="ArgumentException">They are of different affiliates, readers or objects.</exception>
    public static void CheckSame(ReplicationRow old, ReplicationRow row)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(row);
        if (old.Affiliate != row.Affiliate || old.Reader != row.Reader || old.ObjectId != row.ObjectId)
        {
            throw new ArgumentException("Affiliate, reader and object of a queued row stay.", nameof(row));
        }
    }

    private static void CheckOneAffiliate<T>(IReadOnlyList<T> rows, Func<T, AffiliateName> affiliate)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        if (rows.Any(row => affiliate(row) != affiliate(rows[0])))
        {
            throw new ArgumentException("Rows that are added together are of one affiliate.", nameof(rows));
        }
    }
}
