using P8e.Chain.Blocks;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Submission;

/// <summary>
/// Looks for transactions in blocks, each height once. By hash and by reading every block between signature and timeout height, because nodes do not
/// index transactions by default (provenance-chain 4.5, 5.8).
/// </summary>
internal sealed class InclusionScan(IBlockSource blocks, string chainId)
{
    private readonly HashSet<TransactionHash> _covered = [];
    private long _done = long.MaxValue;

    /// <summary>Every block up to this height was read for the transactions that were then open.</summary>
    internal long Done => _done;

    /// <summary>Makes sure that all blocks above the signature's height will have been read for a transaction; it may be older than this scan.</summary>
    internal void Cover(SignedAttempt attempt)
    {
        if (_covered.Add(attempt.Transaction.Hash))
        {
            _done = Math.Min(_done, attempt.SignedAtHeight);
        }
    }

    /// <summary>Nothing is looked for any more.</summary>
    internal void Reset()
    {
        _covered.Clear();
        _done = long.MaxValue;
    }

    /// <summary>Reads on.</summary>
    /// <param name="wanted">The hashes to look for.</param>
    /// <param name="last">Highest height to read.</param>
    /// <param name="status">Where the node stands.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found, in the order of the chain.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ChainBlocksPruned"/> or <see cref="ErrorCodes.ChainWrongChain"/>: nothing may be concluded.</exception>
    internal async Task<IReadOnlyList<FoundTransaction>> ReadAsync(
        HashSet<TransactionHash> wanted, long last, ChainStatus status, CancellationToken cancellationToken)
    {
        var found = new List<FoundTransaction>();
        if (_done < last && status.EarliestHeight > _done + 1)
        {
            throw new P8eStateException(
                StateErrorKind.NotFound,
                ErrorCodes.ChainBlocksPruned,
                $"Looking for a transaction: the node no longer has block {_done + 1}. Nothing was signed again. Ask a node that has it.");
        }

        while (_done < last)
        {
            var end = Math.Min(last, _done + IBlockSource.HeadersMaximum);
            foreach (var header in await blocks.ReadHeadersAsync(_done + 1, end, cancellationToken).ConfigureAwait(false))
            {
                ChainIdentity.Require(chainId, header.ChainId, "Looking for a transaction");
                if (header.TransactionCount > 0)
                {
                    found.AddRange(await ReadBlockAsync(header, wanted, cancellationToken).ConfigureAwait(false));
                }
            }

            _done = end;
        }

        return found;
    }

    private async Task<List<FoundTransaction>> ReadBlockAsync(
        BlockHeader header, HashSet<TransactionHash> wanted, CancellationToken cancellationToken)
    {
        var block = await blocks.ReadBlockAsync(header.Height, cancellationToken).ConfigureAwait(false);
        var indices = Enumerable.Range(0, block.Transactions.Count).Where(index => wanted.Contains(block.Transactions[index])).ToArray();
        if (block.Header.Hash != header.Hash || block.Transactions.Count != header.TransactionCount)
        {
            throw Unsettled(header.Height);
        }

        if (indices.Length == 0)
        {
            return [];
        }

        var results = await blocks.ReadResultsAsync(header.Height, cancellationToken).ConfigureAwait(false);
        if (results is null || results.Transactions.Count != block.Transactions.Count)
        {
            throw Unsettled(header.Height);
        }

        return [.. indices
            .Where(index => results.Transactions[index].UsedSequence)
            .Select(index => new FoundTransaction(block.Transactions[index], header.Height, index, results.Transactions[index].Failure))];
    }

    private static P8eTransientException Unsettled(long height) => new(
        ErrorCodes.ChainResultsMissing, $"Looking for a transaction: the node's answers about block {height} do not fit each other yet. Try again.");
}
