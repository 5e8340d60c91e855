using P8e.Chain.Blocks;

namespace P8e.Chain.Following;

/// <summary>A block as a handler gets it.</summary>
/// <param name="Header">Height, hash, time.</param>
/// <param name="Transactions">Its transactions in order, failed ones too.</param>
/// <param name="Events">What happened, in order.</param>
public sealed record FollowedBlock(BlockHeader Header, IReadOnlyList<FollowedTransaction> Transactions, IReadOnlyList<MetadataEvent> Events);
