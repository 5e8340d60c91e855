namespace P8e.Chain.Following;

/// <summary>What one run of a <see cref="BlockFollower"/> did.</summary>
/// <param name="Handled">How many blocks.</param>
/// <param name="Height">Where the cursor is now; 0 when there is none yet.</param>
/// <param name="LatestHeight">The node's newest block when the run began.</param>
public sealed record FollowReport(int Handled, long Height, long LatestHeight)
{
    /// <summary>The time of the last block that this run handled; null when it handled none.</summary>
    public DateTimeOffset? BlockTime { get; init; }
}
