using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>
/// Objects that wait to be sent, a queue for each reader. One worker works on it at a time. Adapters retry and translate failures to
/// <see cref="Protocol.Errors.P8eTransientException"/>.
/// </summary>
public interface IReplicationIndex
{
    /// <summary>Queues objects of one affiliate; one storage call for up to 100. What is queued already for the same time stays as it is.</summary>
    /// <param name="rows">At least one; of one affiliate.</param>
    /// <param name="cancellationToken">Ends the wait; some of them may be there all the same.</param>
    Task AddAsync(IReadOnlyList<ReplicationRow> rows, CancellationToken cancellationToken);

    /// <summary>Lists what waits for a reader, in the order of the due times; a range scan.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="until">Only what is due by then.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ReplicationRow> ListAsync(AffiliateName affiliate, ReaderId reader, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Puts a row in the place of one that was read: another due time, count and error. Nothing happens when the old one is gone.</summary>
    /// <param name="old">The row as it was read.</param>
    /// <param name="row">The row as it shall be; reader and object stay.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    Task RescheduleAsync(ReplicationRow old, ReplicationRow row, CancellationToken cancellationToken);

    /// <summary>Removes a row, because it was sent or needs no sending; nothing happens when it is gone.</summary>
    /// <param name="row">The row as it was read.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    Task RemoveAsync(ReplicationRow row, CancellationToken cancellationToken);
}
