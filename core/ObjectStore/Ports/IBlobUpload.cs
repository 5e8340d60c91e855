using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Ports;

/// <summary>A blob in the making. One that is not committed leaves nothing that a reader or a listing could see.</summary>
public interface IBlobUpload
{
    /// <summary>Adds the next block. The buffer may be reused when this returns.</summary>
    /// <param name="block">1 byte to 8 MiB; at most 50,000 blocks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block is empty or too long.</exception>
    Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the blob visible, durable and immutable. A blob of this name, length and origin that is already there is this one after a lost
    /// answer.
    /// </summary>
    /// <param name="origin">To which row it belongs, so that a sweeper can ask.</param>
    /// <param name="cancellationToken">Ends the wait; the blob may be there all the same.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.StorageConflict"/>: another blob has this name; it is unchanged.</exception>
    Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken);
}
