namespace P8e.Chain.Following;

/// <summary>The last block that was handled completely.</summary>
/// <param name="ChainId">Its chain.</param>
/// <param name="Height">Its height.</param>
/// <param name="BlockHash">Its hash, upper-case hex; the next block must name it as its parent.</param>
/// <param name="Version">The storage's tag of this cursor; null for one that is not stored yet.</param>
public sealed record FollowCursor(string ChainId, long Height, string BlockHash, string? Version);
