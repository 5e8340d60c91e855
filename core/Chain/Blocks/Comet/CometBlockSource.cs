using System.Globalization;
using P8e.Protocol.Errors;

namespace P8e.Chain.Blocks.Comet;

/// <summary>Blocks from a CometBFT 0.38 node's RPC: <c>status</c>, <c>blockchain</c>, <c>block</c>, <c>block_results</c> (provenance-chain 4.6).</summary>
public sealed class CometBlockSource : IBlockSource
{
    private const string ResultsMissing = "could not find results for height";
    private readonly CometRpc _rpc;

    /// <summary>Makes the source.</summary>
    /// <param name="http">Its base address is the node's RPC, its timeout ends a call; retries are its handlers' work.</param>
    /// <param name="options">The longest reply.</param>
    public CometBlockSource(HttpClient http, ChainOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        _rpc = new CometRpc(http, options.ReplyBytesMaximum);
    }

    /// <inheritdoc/>
    public Task<ChainStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        _rpc.CallAsync("status", "{}", CometBlocks.Status, null, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long first, long last, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last - first, IBlockSource.HeadersMaximum - 1, nameof(last));
        var range = string.Create(CultureInfo.InvariantCulture, $$"""{"minHeight":"{{first}}","maxHeight":"{{last}}"}""");
        var headers = await _rpc.CallAsync("blockchain", range, CometBlocks.Headers, null, cancellationToken).ConfigureAwait(false);
        // A node that does not have the end of the range yet gives less without saying so.
        return headers.Select(header => header.Height).SequenceEqual(Enumerable.Range(0, (int)(last - first) + 1).Select(index => first + index))
            ? headers
            : throw Other($"the headers of {first} to {last}");
    }

    /// <inheritdoc/>
    public async Task<Block> ReadBlockAsync(long height, CancellationToken cancellationToken)
    {
        var block = await _rpc.CallAsync("block", CometRpc.Height(height), CometBlocks.Block, null, cancellationToken).ConfigureAwait(false);
        return block.Header.Height == height ? block : throw Other($"block {height}");
    }

    /// <inheritdoc/>
    public async Task<BlockResults?> ReadResultsAsync(long height, CancellationToken cancellationToken)
    {
        var results = await _rpc.CallAsync<BlockResults?>(
            "block_results",
            CometRpc.Height(height),
            CometResults.Read,
            error => (error.Data.Contains(ResultsMissing, StringComparison.Ordinal), null),
            cancellationToken).ConfigureAwait(false);
        return results is null || results.Height == height ? results : throw Other($"the results of block {height}");
    }

    private static P8eTransientException Other(string what) => new(
        ErrorCodes.ChainNodeUnavailable, $"Reading blocks: the node was asked for {what} and gave something else. Try again, or ask another node.");
}
