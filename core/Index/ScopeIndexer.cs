using P8e.Chain;
using P8e.Chain.Following;
using P8e.Chain.Scopes;
using P8e.Index.Ports;
using P8e.Index.Projection;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Index;

/// <summary>
/// Writes the index of one affiliate from followed blocks (design section 4, step 9): every scope that a block touched is read from the node as it stood after that block, and kept
/// if it names one of the affiliate's accounts. Blocks that come again, older blocks and other processes change nothing that is newer. Thread-safe.
/// </summary>
public sealed class ScopeIndexer : IBlockHandler
{
    private const int WriteTries = 5;

    private readonly ScopeProjection _projection;
    private readonly AffiliateName _affiliate;
    private readonly IScopeQueries _node;
    private readonly IIndexStore _store;
    private readonly int _parallelReads;

    /// <summary>Makes an indexer.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="accounts">The affiliate's accounts, 1 or more.</param>
    /// <param name="options">How many scopes are read at once.</param>
    /// <param name="node">The node.</param>
    /// <param name="store">Where the index is kept.</param>
    public ScopeIndexer(AffiliateName affiliate, IReadOnlyCollection<AccountAddress> accounts, ChainOptions options, IScopeQueries node, IIndexStore store)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentOutOfRangeException.ThrowIfZero(accounts.Count, nameof(accounts));
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(store);
        _projection = new ScopeProjection(affiliate, accounts);
        _affiliate = affiliate;
        _node = node;
        _store = store;
        _parallelReads = options.ParallelReads;
    }

    /// <inheritdoc/>
    /// <exception cref="P8eTransientException">The node or the storage is out of reach, or other processes keep changing the same scope: the same blocks again later.</exception>
    public async Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        foreach (var touches in ScopeTouch.Of(blocks).Chunk(_parallelReads))
        {
            var readings = await Task.WhenAll(touches.Select(touch => _node.ReadScopeAsync(touch.Scope, touch.Height, cancellationToken))).ConfigureAwait(false);
            for (var i = 0; i < touches.Length; i++)
            {
                // One after the other: two of them may be the same scope at two heights.
                await WriteAsync(touches[i], readings[i], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(ScopeTouch touch, ScopeReading reading, CancellationToken cancellationToken)
    {
        var stored = touch.IsBorn ? null : await _store.FindScopeAsync(_affiliate, touch.Scope, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; _projection.Next(touch, reading, stored) is { } update; attempt++)
        {
            if (await _store.TryWriteAsync(update, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            if (attempt == WriteTries)
            {
                throw new P8eTransientException(
                    ErrorCodes.IndexConflict, $"Indexing {touch.Scope} at {touch.Height}: others changed its rows {WriteTries} times meanwhile. Run again.");
            }

            stored = await _store.FindScopeAsync(_affiliate, touch.Scope, cancellationToken).ConfigureAwait(false);
        }
    }
}
