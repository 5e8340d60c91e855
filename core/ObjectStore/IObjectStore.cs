using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore;

/// <summary>
/// An encrypted object store as its clients see it: it keeps containers and never opens them (object-store 1.1). The local store and
/// a partner's store over gRPC both have this shape.
/// </summary>
public interface IObjectStore
{
    /// <summary>
    /// Keeps a container. When this returns, the object can be read back. The same content for the same audience is kept once: a repeat
    /// changes nothing and gets the first answer (object-store 1.11).
    /// </summary>
    /// <param name="upload">The container; read to its end, not disposed.</param>
    /// <param name="cancellationToken">Ends the upload. Nothing of it becomes visible, unless the last storage call was under way: then all or nothing.</param>
    /// <exception cref="P8eInputException">The upload breaks a rule or a limit.</exception>
    /// <exception cref="P8eTransientException">The storage cannot be reached now; repeating the put is safe.</exception>
    Task<StoredObject> PutAsync(ObjectUpload upload, CancellationToken cancellationToken);

    /// <summary>Finds the object that a reader may have under a key; of several the oldest (object-store 4).</summary>
    /// <param name="key">What the object is filed under, normally its content hash.</param>
    /// <param name="reader">The reader as the container names it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The object, or null when there is none for this reader: whether there is one for others is not told.</returns>
    /// <exception cref="P8eTransientException">The storage cannot be reached now.</exception>
    Task<ObjectDownload?> GetAsync(ObjectKey key, ReaderId reader, CancellationToken cancellationToken);

    /// <summary>Lists everything that a reader may have under a key, the oldest first. A partner's store over gRPC tells one only.</summary>
    /// <param name="key">What the objects are filed under.</param>
    /// <param name="reader">The reader as the container names it.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="P8eTransientException">The storage cannot be reached now.</exception>
    IAsyncEnumerable<ObjectDownload> ListAsync(ObjectKey key, ReaderId reader, CancellationToken cancellationToken);
}
