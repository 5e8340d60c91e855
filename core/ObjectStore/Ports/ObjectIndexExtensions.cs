using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>What follows from the operations of an <see cref="IObjectIndex"/>.</summary>
public static class ObjectIndexExtensions
{
    /// <summary>Reads an object by its UUID, which it keeps when its audience changes.</summary>
    /// <param name="index">The index.</param>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">Its key.</param>
    /// <param name="objectId">Its UUID.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, or null when there is none.</returns>
    public static async Task<ObjectRow?> FindByIdAsync(
        this IObjectIndex index, AffiliateName affiliate, ObjectKey key, Guid objectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        return await index.ListOfKeyAsync(affiliate, key, cancellationToken).FirstOrDefaultAsync(row => row.ObjectId == objectId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the object that a pointer names: where the pointer says, which is one call, or where it has moved when its audience was changed since.</summary>
    /// <param name="index">The index.</param>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">Its key.</param>
    /// <param name="audience">The audience it had.</param>
    /// <param name="objectId">Its UUID.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, or null when there is none.</returns>
    public static async Task<ObjectRow?> FollowAsync(
        this IObjectIndex index, AffiliateName affiliate, ObjectKey key, AudienceId audience, Guid objectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        var row = await index.FindAsync(affiliate, key, audience, cancellationToken).ConfigureAwait(false);
        return row?.ObjectId == objectId ? row : await index.FindByIdAsync(affiliate, key, objectId, cancellationToken).ConfigureAwait(false);
    }
}
