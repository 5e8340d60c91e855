namespace P8e.Chain.Blocks;

/// <summary>What names a block and ties it to the one before.</summary>
/// <param name="ChainId">Its chain.</param>
/// <param name="Height">Its height, from 1.</param>
/// <param name="Hash">Its hash, upper-case hex.</param>
/// <param name="ParentHash">Hash of the block below; empty for the chain's first.</param>
/// <param name="Time">The block's own time.</param>
/// <param name="TransactionCount">How many transactions it holds.</param>
public sealed record BlockHeader(string ChainId, long Height, string Hash, string ParentHash, DateTimeOffset Time, int TransactionCount);
