using P8e.Protocol.Errors;

namespace P8e.Chain.Blocks;

/// <summary>
/// Blocks and what they did. Nothing here is remembered between calls, and two calls may be answered by different nodes: who reads compares chain id,
/// hashes and counts. Failures that pass are <see cref="P8eTransientException"/>.
/// </summary>
public interface IBlockSource
{
    /// <summary>Most headers of one reading: what a CometBFT node gives (provenance-chain 4.6).</summary>
    const int HeadersMaximum = 20;

    /// <summary>Which chain the node is on and how far.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ChainStatus> ReadStatusAsync(CancellationToken cancellationToken);

    /// <summary>Headers of consecutive heights, ascending; all of them or an error.</summary>
    /// <param name="first">Lowest height.</param>
    /// <param name="last">Highest height, at most <see cref="HeadersMaximum"/> − 1 above.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long first, long last, CancellationToken cancellationToken);

    /// <summary>A block's header and the hashes of its transactions.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Block> ReadBlockAsync(long height, CancellationToken cancellationToken);

    /// <summary>What a block did; null when the node has the block but not yet its results.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<BlockResults?> ReadResultsAsync(long height, CancellationToken cancellationToken);
}
