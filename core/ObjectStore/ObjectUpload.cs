using P8e.Cryptography.Dime;

namespace P8e.ObjectStore;

/// <summary>
/// A container on its way into a store. The header comes first, then the payload is read piece by piece, and only then are the properties
/// known, because they hold the hash and the signature of what was just read.
/// </summary>
public abstract class ObjectUpload
{
    /// <summary>Makes an upload.</summary>
    /// <param name="header">The container's header as the client wrote it.</param>
    protected ObjectUpload(DimeHeader header) => Header = header;

    /// <summary>The container's header as the client wrote it.</summary>
    public DimeHeader Header { get; }

    /// <summary>Length of the plaintext as the uploader declares it, in bytes; asked for after the payload was read.</summary>
    public abstract long ContentLength { get; }

    /// <summary>The same length where it is known before the payload is read; a store that is told the length first needs it. Null, the default: not known.</summary>
    public virtual long? DeclaredLength => null;

    /// <summary>Whether this program computed hash and signature from what it sealed; otherwise they are the uploader's word.</summary>
    public virtual bool IsOwn => false;

    /// <summary>Gives the next bytes of the payload.</summary>
    /// <param name="buffer">At least one byte; filled completely except at the end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Bytes written; 0 at the end.</returns>
    public abstract ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Gives the properties; called once, after the payload was read to its end.</summary>
    /// <param name="cancellationToken">Ends the wait, for a remote signer for example.</param>
    public abstract ValueTask<ObjectProperties> CompleteAsync(CancellationToken cancellationToken);
}
