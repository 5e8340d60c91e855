using P8e.Cryptography.Dime;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore;

/// <summary>An object that a store found. The payload is still sealed.</summary>
public abstract class ObjectDownload
{
    /// <summary>Makes a download.</summary>
    /// <param name="stored">What the store says about the object.</param>
    /// <param name="header">The stored header.</param>
    protected ObjectDownload(StoredObject stored, DimeHeader header)
    {
        Stored = stored;
        Header = header;
    }

    /// <summary>What the store says about the object.</summary>
    public StoredObject Stored { get; }

    /// <summary>The stored header.</summary>
    public DimeHeader Header { get; }

    /// <summary>Length of the payload, in bytes.</summary>
    public long PayloadLength => Stored.ContainerLength - Header.Length;

    /// <summary>Opens the payload from its first byte. May be called again, for a second reading.</summary>
    /// <param name="cancellationToken">Ends the wait for the storage.</param>
    /// <returns>A stream that the caller disposes. It may end early or late; whoever opens the payload finds out.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectBytesMissing"/>: the storage lost the payload.</exception>
    /// <exception cref="P8eTransientException">The storage cannot be reached now.</exception>
    public abstract Task<Stream> OpenPayloadAsync(CancellationToken cancellationToken);
}
