using P8e.Index.Rows;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Ports;

/// <summary>
/// Where the index is kept. All rows of an affiliate's scope lie in one partition. Adapters retry and translate failures to <see cref="P8eTransientException"/>; whoever only
/// reads goes through ScopeIndex.
/// </summary>
public interface IIndexStore
{
    /// <summary>Most items of a page; a call's answer stays below 64 MiB with them.</summary>
    const int PageItemsMaximum = 100;

    /// <summary>A scope with its sessions and records; null when the index has never had it. One storage call per 100 rows, the scope's row is read no later than the others.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="scope">The scope's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IndexedScope?> FindScopeAsync(AffiliateName affiliate, MetadataAddress scope, CancellationToken cancellationToken);

    /// <summary>The row of a scope alone; null when the index has never had it. One storage call.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="scope">The scope's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ScopeRow?> FindScopeRowAsync(AffiliateName affiliate, MetadataAddress scope, CancellationToken cancellationToken);

    /// <summary>A record as it stands; null when the index does not have it. One storage call.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="record">The record's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RecordRow?> FindRecordAsync(AffiliateName affiliate, MetadataAddress record, CancellationToken cancellationToken);

    /// <summary>The current scopes of an affiliate in the order of their addresses' texts. One storage call.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="after">The last scope of the page before; null for the first page.</param>
    /// <param name="most">Most items, 1 to <see cref="PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A page whose cursor is the text of an address to go on after.</returns>
    Task<IndexPage<ScopeRow>> ListScopesAsync(AffiliateName affiliate, MetadataAddress? after, int most, CancellationToken cancellationToken);

    /// <summary>What happened to a record, oldest first. One storage call.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="record">The record's address.</param>
    /// <param name="after">The last height of the page before; 0 for the first page.</param>
    /// <param name="most">Most items, 1 to <see cref="PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A page whose cursor is the decimal text of a height to go on after.</returns>
    Task<IndexPage<HistoryRow>> ListHistoryAsync(AffiliateName affiliate, MetadataAddress record, long after, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a scope one step further if nobody else has since it was read. One storage call for up to 99 rows beside the scope's. A longer update takes one per 99 rows, history
    /// first, the scope's row last: after a crash in between the scope still has the old height (0 if it is new), and the step, made again from what stands, completes it.
    /// </summary>
    /// <param name="update">The step.</param>
    /// <param name="cancellationToken">Ends the wait; the step may be done all the same, or in part.</param>
    /// <returns>False when somebody else wrote meanwhile, also after a lost answer to the same step: read again and decide.</returns>
    Task<bool> TryWriteAsync(ScopeUpdate update, CancellationToken cancellationToken);
}
