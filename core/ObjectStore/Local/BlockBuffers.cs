using System.Buffers;

namespace P8e.ObjectStore.Local;

/// <summary>
/// Buffers for the blocks of uploads. A few uploads at a time get blocks of full size; when there are many, the further ones get the smallest, so
/// that memory does not grow with the number of callers as fast as it could.
/// </summary>
/// <param name="options">The full size, and the longest payload, which must fit into small blocks, too.</param>
internal sealed class BlockBuffers(ObjectStoreOptions options)
{
    /// <summary>How many buffers of full size are out at most.</summary>
    internal const int FullSizeMax = 4;

    /// <summary>Always more than fits a row.</summary>
    private const int SmallestBytes = 512 * 1024;

    private readonly int _smallest = (int)Math.Clamp(options.PayloadBytesMax / ObjectStoreOptions.BlocksMax + 1, Math.Min(SmallestBytes, options.BlockBytes), options.BlockBytes);
    private int _out;

    /// <summary>Gives a buffer; its length may be more than the block's.</summary>
    /// <param name="block">Size of the blocks of this upload.</param>
    internal byte[] Rent(out int block)
    {
        block = Interlocked.Increment(ref _out) <= FullSizeMax ? options.BlockBytes : _smallest;
        return ArrayPool<byte>.Shared.Rent(block);
    }

    /// <summary>Takes a buffer back.</summary>
    /// <param name="buffer">What <see cref="Rent"/> gave.</param>
    /// <param name="clear">Whether it may hold what nobody may see.</param>
    internal void Return(byte[] buffer, bool clear)
    {
        Interlocked.Decrement(ref _out);
        ArrayPool<byte>.Shared.Return(buffer, clear);
    }
}
