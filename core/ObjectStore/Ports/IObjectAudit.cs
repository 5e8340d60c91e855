using P8e.ObjectStore.Auditing;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>What was done to stored objects, by whom. Lines are added and never changed. Adapters retry and translate failures to <see cref="Protocol.Errors.P8eTransientException"/>.</summary>
public interface IObjectAudit
{
    /// <summary>Adds a line; one storage call. A line with this id that is there already stays as it is.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Ends the wait; it may be there all the same.</param>
    Task AddAsync(ObjectAuditLine line, CancellationToken cancellationToken);

    /// <summary>Lists the lines of a day in the order of their times, and of their ids within one moment; a range scan.</summary>
    /// <param name="affiliate">Whose objects.</param>
    /// <param name="day">The day, in UTC.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ObjectAuditLine> ListAsync(AffiliateName affiliate, DateOnly day, CancellationToken cancellationToken);
}
