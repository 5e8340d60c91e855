using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Submission;

/// <summary>
/// What is to be sent and has been, per signing account. Nothing is ever broadcast that does not stand here first (design section 9). Adapters retry
/// and translate failures to <see cref="P8eTransientException"/>; a write whose answer was lost may have happened.
/// </summary>
public interface IOutbox
{
    /// <summary>Adds a row.</summary>
    /// <param name="row">In the state <see cref="OutboxState.Pending"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the row may be there all the same.</param>
    /// <returns>False when the account has a row of this id: nothing was changed.</returns>
    Task<bool> TryAddAsync(OutboxRow row, CancellationToken cancellationToken);

    /// <summary>Reads one row; null when there is none.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<OutboxRow?> FindAsync(AccountAddress account, string id, CancellationToken cancellationToken);

    /// <summary>The rows that are open, by <see cref="OutboxRow.Added"/>, then by id; a range scan.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<OutboxRow> ListOpenAsync(AccountAddress account, CancellationToken cancellationToken);

    /// <summary>Becomes the account's only writer: from now on updates under earlier claims change nothing.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Ends the wait; the claim may stand all the same.</param>
    Task<WriterClaim> ClaimAsync(AccountAddress account, CancellationToken cancellationToken);

    /// <summary>Replaces a row, if the claim is the newest and nobody has changed the row since it was read; both in one step.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="row">The new row, with the <see cref="OutboxRow.Version"/> of the old one.</param>
    /// <param name="cancellationToken">Ends the wait; the row may be changed all the same.</param>
    /// <returns>The row with its new version; null when nothing was changed, or when it was and the first answer was lost: read again.</returns>
    Task<OutboxRow?> TryUpdateAsync(WriterClaim claim, OutboxRow row, CancellationToken cancellationToken);
}
