using P8e.Access.Auditing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Ports;

/// <summary>Who did and read what. Lines are added and never changed. Thread-safe; throws <see cref="P8eTransientException"/> when the storage is out of reach.</summary>
public interface IAccessAudit
{
    /// <summary>Most lines of a page.</summary>
    const int PageItemsMaximum = 200;

    /// <summary>Adds a line; one that is there stays as it is. One storage call.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AddAsync(AccessAuditLine line, CancellationToken cancellationToken);

    /// <summary>A page of a day's lines in the order of time. One storage call.</summary>
    /// <param name="affiliate">Whose; null for lines of the deployment itself.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="most">Most items, 1 to <see cref="PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the cursor is none of this list's.</exception>
    Task<AccessAuditPage> ListAsync(AffiliateName? affiliate, DateOnly day, string? cursor, int most, CancellationToken cancellationToken);
}
