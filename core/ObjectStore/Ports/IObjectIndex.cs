using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>
/// The rows of objects and of their readers. All rows of one key lie in one partition, so an object and its readers appear together or not
/// at all. Adapters retry and translate failures to <see cref="P8eTransientException"/>.
/// </summary>
public interface IObjectIndex
{
    /// <summary>Adds an object with its readers. One storage call for up to 99 readers.</summary>
    /// <param name="row">The object.</param>
    /// <param name="cancellationToken">Ends the wait; the object may be there all the same.</param>
    /// <returns>False when there is an object with this key and audience: nothing was changed. Also after a lost answer to the same insert, so look before you conclude.</returns>
    Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken);

    /// <summary>Replaces an object's row if nobody else has changed it since it was read. Its readers must be the same.</summary>
    /// <param name="row">The new row, with the <see cref="ObjectRow.Version"/> of the old one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when it was changed or deleted meanwhile: read again and decide. Also after a lost answer to the same replacement.</returns>
    /// <exception cref="ArgumentException">The row has no version.</exception>
    Task<bool> TryReplaceAsync(ObjectRow row, CancellationToken cancellationToken);

    /// <summary>Reads one object.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">Its key.</param>
    /// <param name="audience">Its audience.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row with its <see cref="ObjectRow.Version"/>, or null when there is none.</returns>
    Task<ObjectRow?> FindAsync(AffiliateName affiliate, ObjectKey key, AudienceId audience, CancellationToken cancellationToken);

    /// <summary>Reads the oldest object of a key that has a reader in its audience.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">The key.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row with its <see cref="ObjectRow.Version"/>, or null when there is none.</returns>
    Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken);

    /// <summary>Lists the objects of an affiliate, those of one key together, in an order that never changes but means nothing; a range scan.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="after">Where an earlier listing ended: begins behind the last object of this key; null begins at the first.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ObjectRow> ListAfterAsync(AffiliateName affiliate, ObjectKey? after, CancellationToken cancellationToken);

    /// <summary>Lists the objects of one key, whatever their audiences.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ObjectRow> ListOfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an object another audience: the old row and its readers go as the new ones come. One storage call while old and new readers are no more than 98 together.
    /// </summary>
    /// <param name="old">The row as it was read, with its version.</param>
    /// <param name="row">The row as it shall be, of the same affiliate and key and with another audience; it names the same payload.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>
    /// False when the old row was changed or is gone, or there is an object, or the tombstone of one, with the new audience: nothing was changed. Also after a lost answer to the same move, so
    /// look before you conclude.
    /// </returns>
    /// <exception cref="ArgumentException">The old row has no version, or the new one is not of its key, or has its audience.</exception>
    Task<bool> TryMoveAsync(ObjectRow old, ObjectRow row, CancellationToken cancellationToken);

    /// <summary>Puts a tombstone in the place of an object and its readers. One storage call for up to 99 readers. The payload's blob is the caller's to delete.</summary>
    /// <param name="row">The row as it was read, with its version.</param>
    /// <param name="tombstone">What stays; of the same affiliate, key and audience.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>False when the row was changed or is gone. Also after a lost answer.</returns>
    /// <exception cref="ArgumentException">The row has no version, or the tombstone is another object's.</exception>
    Task<bool> TryShredAsync(ObjectRow row, ObjectTombstone tombstone, CancellationToken cancellationToken);

    /// <summary>Lists the tombstones of one key. Everywhere else an object that was shredded is not there, but none can be inserted in its place.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ObjectTombstone> ListTombstonesAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Removes a tombstone, so that the object can be inserted again.</summary>
    /// <param name="tombstone">As it was read, with its version.</param>
    /// <param name="cancellationToken">Ends the wait; it may be done all the same.</param>
    /// <returns>False when it is not there any more. Also after a lost answer.</returns>
    /// <exception cref="ArgumentException">It has no version.</exception>
    Task<bool> TryRemoveTombstoneAsync(ObjectTombstone tombstone, CancellationToken cancellationToken);

    /// <summary>Tells whether an object of a key names a blob, whatever its audience; of one moment for up to 1,000 objects and readers of the key.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="key">The key.</param>
    /// <param name="blobName">The blob's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> NamesBlobAsync(AffiliateName affiliate, ObjectKey key, string blobName, CancellationToken cancellationToken);

    /// <summary>Removes reader rows whose object never came, or whose object has gone, which a crash can leave behind for large audiences.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="before">Only rows older than this.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many rows were removed.</returns>
    Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken);
}
