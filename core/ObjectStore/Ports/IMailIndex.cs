using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>The mails of affiliates. Adapters retry and translate failures to <see cref="Protocol.Errors.P8eTransientException"/>.</summary>
public interface IMailIndex
{
    /// <summary>Adds open mails of one affiliate; one storage call for up to 50. Those that are there already, whatever their state, stay as they are.</summary>
    /// <param name="rows">At least one; of one affiliate.</param>
    /// <param name="cancellationToken">Ends the wait; some of them may be there all the same.</param>
    Task AddAsync(IReadOnlyList<MailRow> rows, CancellationToken cancellationToken);

    /// <summary>Reads one mail in any state.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="mailId">Its UUID.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row with its version, or null when there is none.</returns>
    Task<MailRow?> FindAsync(AffiliateName affiliate, Guid mailId, CancellationToken cancellationToken);

    /// <summary>Lists a reader's open mails, leased ones too, in the order of arrival; a range scan.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="reader">Whose mail.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<MailRow> ListOpenAsync(AffiliateName affiliate, ReaderId reader, CancellationToken cancellationToken);

    /// <summary>Lists dead mails of all readers in the order of arrival; a range scan.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<MailRow> ListDeadAsync(AffiliateName affiliate, CancellationToken cancellationToken);

    /// <summary>Replaces a mail if nobody else has changed it since it was read. Any state may follow any other; id, reader and arrival stay.</summary>
    /// <param name="row">The new row, with the version of the old one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new version, or null when it was changed or removed meanwhile: read again and decide. Null also after a lost answer to the same change.</returns>
    Task<MailRow?> TryUpdateAsync(MailRow row, CancellationToken cancellationToken);

    /// <summary>Removes a mail, in any state and version; nothing happens when it is not there.</summary>
    /// <param name="row">The mail.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RemoveAsync(MailRow row, CancellationToken cancellationToken);

    /// <summary>Removes acknowledged mails that were settled before a time.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="before">The time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveAcknowledgedAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken);
}
