using P8e.Chain.Blocks;
using P8e.Protocol.Errors;

namespace P8e.Chain.Following;

/// <summary>
/// Goes from the cursor to the node's newest block (provenance-chain 4.5) and stops with an error an operator has to look at when what it reads does not
/// continue what it handled before: blocks are final, so that is another chain, a rolled-back test network, or a lying node.
/// </summary>
public sealed class BlockFollower
{
    private readonly string _name;
    private readonly ChainOptions _options;
    private readonly IBlockSource _blocks;
    private readonly ICursorStore _cursors;
    private readonly IBlockHandler _handler;

    /// <summary>Makes a follower.</summary>
    /// <param name="name">Its cursor's name: 1 to 64 small letters, digits and hyphens.</param>
    /// <param name="options">Chain id and numbers.</param>
    /// <param name="blocks">The node.</param>
    /// <param name="cursors">Where the cursor is kept.</param>
    /// <param name="handler">Who gets the blocks.</param>
    public BlockFollower(string name, ChainOptions options, IBlockSource blocks, ICursorStore cursors, IBlockHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(cursors);
        ArgumentNullException.ThrowIfNull(handler);
        _name = name;
        _options = options;
        _blocks = blocks;
        _cursors = cursors;
        _handler = handler;
    }

    /// <summary>One run: up to the newest block, or to the most blocks of a run. The caller repeats it, as often as it wants to be up to date.</summary>
    /// <param name="cancellationToken">Ends the run between two batches.</param>
    /// <exception cref="P8eTransientException">The node or the store is out of reach, behind, or its answers do not fit each other yet. Run again later.</exception>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ChainWrongChain"/>, <see cref="ErrorCodes.ChainContradiction"/>, <see cref="ErrorCodes.ChainBlocksPruned"/>,
    /// <see cref="ErrorCodes.ChainEventInvalid"/> or <see cref="ErrorCodes.ChainCursorConflict"/>: an operator has to look.
    /// </exception>
    public async Task<FollowReport> RunAsync(CancellationToken cancellationToken)
    {
        var status = await _blocks.ReadStatusAsync(cancellationToken).ConfigureAwait(false);
        ChainIdentity.Require(_options.ChainId, status.ChainId, "Following blocks");
        var cursor = await _cursors.FindAsync(_name, cancellationToken).ConfigureAwait(false);
        CheckStart(cursor, status);

        var handled = 0;
        DateTimeOffset? time = null;
        var next = cursor is null ? _options.FollowFromHeight : cursor.Height + 1;
        while (next <= status.LatestHeight && handled < _options.FollowBlocksPerRun)
        {
            var room = Math.Min(IBlockSource.HeadersMaximum, _options.FollowBlocksPerRun - handled);
            var batch = await ReadAsync(next, Math.Min(status.LatestHeight, next + room - 1), cursor, cancellationToken).ConfigureAwait(false);
            await _handler.HandleAsync(batch, cancellationToken).ConfigureAwait(false);
            cursor = await MoveAsync(cursor, batch[^1].Header, cancellationToken).ConfigureAwait(false);
            handled += batch.Count;
            time = batch[^1].Header.Time;
            next = cursor.Height + 1;
        }

        return new FollowReport(handled, cursor?.Height ?? 0, status.LatestHeight) { BlockTime = time };
    }

    private void CheckStart(FollowCursor? cursor, ChainStatus status)
    {
        if (cursor is not null)
        {
            ChainIdentity.Require(_options.ChainId, cursor.ChainId, "Reading the follower's cursor");
        }

        if (cursor?.Height > status.LatestHeight)
        {
            throw new P8eTransientException(
                ErrorCodes.ChainNodeUnavailable,
                $"Following blocks: the node is at {status.LatestHeight}, block {cursor.Height} was handled already. Wait for it, or ask another node.");
        }

        if (cursor?.Height == status.LatestHeight && cursor.BlockHash != status.LatestHash)
        {
            throw Contradiction(cursor, $"the node has block {status.LatestHash} there");
        }

        var first = cursor is null ? _options.FollowFromHeight : cursor.Height + 1;
        if (first < status.EarliestHeight && first <= status.LatestHeight)
        {
            throw new P8eStateException(
                StateErrorKind.NotFound,
                ErrorCodes.ChainBlocksPruned,
                $"Following blocks: block {first} comes next, the node begins with {status.EarliestHeight}. Ask a node that has it, or, on a new "
                + "installation, set Chain__FollowFromHeight.");
        }
    }

    private async Task<IReadOnlyList<FollowedBlock>> ReadAsync(long first, long last, FollowCursor? cursor, CancellationToken cancellationToken)
    {
        var headers = await _blocks.ReadHeadersAsync(first, last, cancellationToken).ConfigureAwait(false);
        CheckHeaders(headers, first, last, cursor);
        var blocks = new List<FollowedBlock>(headers.Count);
        foreach (var some in headers.Chunk(_options.ParallelReads))
        {
            var read = await Task.WhenAll(some.Select(header => ReadAsync(header, cancellationToken))).ConfigureAwait(false);
            blocks.AddRange(read.TakeWhile(block => block is not null).OfType<FollowedBlock>());
            if (read.Contains(null))
            {
                // The newest block may be there a moment before its results; what is below it can be handled now.
                break;
            }
        }

        return blocks.Count > 0 ? blocks : throw Unsettled(first);
    }

    // Null when the results are not there yet.
    private async Task<FollowedBlock?> ReadAsync(BlockHeader header, CancellationToken cancellationToken)
    {
        var block = header.TransactionCount == 0
            ? new Block(header, [])
            : await _blocks.ReadBlockAsync(header.Height, cancellationToken).ConfigureAwait(false);
        if (await _blocks.ReadResultsAsync(header.Height, cancellationToken).ConfigureAwait(false) is not { } results)
        {
            return null;
        }

        if (block.Header.Hash != header.Hash || block.Transactions.Count != header.TransactionCount
            || results.Height != header.Height || results.Transactions.Count != header.TransactionCount)
        {
            throw Unsettled(header.Height);
        }

        return new FollowedBlock(
            header,
            [.. block.Transactions.Zip(results.Transactions, (hash, result) => new FollowedTransaction(hash, result.Failure, result.UsedSequence))],
            MetadataEvents.Read(block.Transactions, results));
    }

    private void CheckHeaders(IReadOnlyList<BlockHeader> headers, long first, long last, FollowCursor? cursor)
    {
        if (headers.Count != last - first + 1)
        {
            throw Unsettled(first);
        }

        var parent = cursor?.BlockHash;
        for (var index = 0; index < headers.Count; index++)
        {
            var header = headers[index];
            ChainIdentity.Require(_options.ChainId, header.ChainId, "Following blocks");
            if (header.Height != first + index)
            {
                throw Unsettled(first + index);
            }

            if (parent is not null && header.ParentHash != parent)
            {
                throw Contradiction(new FollowCursor(_options.ChainId, header.Height - 1, parent, null), $"block {header.Height} names {header.ParentHash} as its parent");
            }

            parent = header.Hash;
        }
    }

    private async Task<FollowCursor> MoveAsync(FollowCursor? cursor, BlockHeader header, CancellationToken cancellationToken) =>
        await _cursors.TryMoveAsync(_name, new FollowCursor(header.ChainId, header.Height, header.Hash, cursor?.Version), cancellationToken).ConfigureAwait(false)
        ?? throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.ChainCursorConflict,
            $"Moving the follower's cursor '{_name}' to {header.Height}: another process moved it. Run one follower of a name.");

    private static P8eStateException Contradiction(FollowCursor known, string what) => new(
        StateErrorKind.Conflict,
        ErrorCodes.ChainContradiction,
        $"Following blocks: block {known.Height} is {known.BlockHash}, but {what}. Finished blocks never change: find out which node is right. "
        + "On a test network that was reset, start with an empty index.");

    private static P8eTransientException Unsettled(long height) => new(
        ErrorCodes.ChainResultsMissing,
        $"Following blocks: the node's answers about block {height} are incomplete or do not fit each other. Try again.",
        TimeSpan.FromSeconds(1));
}
