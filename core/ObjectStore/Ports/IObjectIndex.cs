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

    /// <summary>Lists all objects of an affiliate; a range scan.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ObjectRow> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken);

    /// <summary>Removes reader rows whose object never came, which a crash can leave behind for audiences of more than 99.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="before">Only rows older than this.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many rows were removed.</returns>
    Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken);
}
