using P8e.Chain;
using P8e.Chain.Following;
using P8e.Chain.Scopes;
using P8e.Index.Ports;
using P8e.Index.Projection;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Index;

/// <summary>
/// Writes the index of each affiliate from followed blocks (design section 4, step 9): every scope that a block touched is read from the node once, as it stood after that block, and kept
/// for those whose accounts it names. Blocks that come again, older blocks and other processes change nothing that is newer. Thread-safe.
/// </summary>
public sealed class ScopeIndexer : IBlockHandler
{
    private const int WriteTries = 5;

    private readonly List<(AffiliateName Affiliate, ScopeProjection Projection)> _projections;
    private readonly IScopeQueries _node;
    private readonly IIndexStore _store;
    private readonly int _parallelReads;

    /// <summary>Makes an indexer.</summary>
    /// <param name="affiliates">Whose index: each affiliate with its accounts, 1 or more.</param>
    /// <param name="options">How many scopes are read at once.</param>
    /// <param name="node">The node.</param>
    /// <param name="store">Where the index is kept.</param>
    public ScopeIndexer(IReadOnlyDictionary<AffiliateName, IReadOnlyCollection<AccountAddress>> affiliates, ChainOptions options, IScopeQueries node, IIndexStore store)
    {
        ArgumentNullException.ThrowIfNull(affiliates);
        ArgumentOutOfRangeException.ThrowIfEqual(affiliates.Values.Any(accounts => accounts.Count == 0), true, nameof(affiliates));
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(store);
        _projections = [.. affiliates.Select(entry => (entry.Key, new ScopeProjection(entry.Key, entry.Value)))];
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
                foreach (var (affiliate, projection) in _projections)
                {
                    await WriteAsync(affiliate, projection, touches[i], readings[i], cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task WriteAsync(AffiliateName affiliate, ScopeProjection projection, ScopeTouch touch, ScopeReading reading, CancellationToken cancellationToken)
    {
        var stored = touch.IsBorn ? null : await _store.FindScopeAsync(affiliate, touch.Scope, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; projection.Next(touch, reading, stored) is { } update; attempt++)
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

            stored = await _store.FindScopeAsync(affiliate, touch.Scope, cancellationToken).ConfigureAwait(false);
        }
    }
}
