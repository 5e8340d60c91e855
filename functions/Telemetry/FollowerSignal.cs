namespace P8e.Functions.Telemetry;

/// <summary>Where the follower of blocks stands.</summary>
/// <param name="At">When this was found.</param>
/// <param name="Height">Of the last block it handled.</param>
/// <param name="LatestHeight">The node's newest then.</param>
/// <param name="BlockTime">The time of the last block it handled in this process; null before the first.</param>
/// <param name="OpenRows">Transactions without an outcome.</param>
internal sealed record FollowerSignal(DateTimeOffset At, long Height, long LatestHeight, DateTimeOffset? BlockTime, int OpenRows);
