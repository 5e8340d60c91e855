namespace P8e.Chain.Following;

/// <summary>Does something with blocks, for example indexing them.</summary>
public interface IBlockHandler
{
    /// <summary>
    /// Handles consecutive blocks and returns when everything is kept. The cursor moves only then, so after a crash or an error the same
    /// blocks come again: handling a height twice must change nothing.
    /// </summary>
    /// <param name="blocks">1 to 20 blocks, ascending, without gaps.</param>
    /// <param name="cancellationToken">Ends the work; the cursor then stays.</param>
    Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken);
}
