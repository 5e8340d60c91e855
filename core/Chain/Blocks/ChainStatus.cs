namespace P8e.Chain.Blocks;

/// <summary>Where a node stands.</summary>
/// <param name="ChainId">Its chain.</param>
/// <param name="LatestHeight">Height of its newest block.</param>
/// <param name="LatestHash">That block's hash, upper-case hex.</param>
/// <param name="EarliestHeight">Height of its oldest block; older ones are pruned.</param>
/// <param name="IsCatchingUp">Whether it is still fetching old blocks from others.</param>
public sealed record ChainStatus(string ChainId, long LatestHeight, string LatestHash, long EarliestHeight, bool IsCatchingUp);
