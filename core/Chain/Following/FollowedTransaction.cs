using P8e.Chain.Node;
using P8e.Chain.Transactions;

namespace P8e.Chain.Following;

/// <summary>A transaction of a followed block.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Failure">Null when it succeeded.</param>
/// <param name="IsFinal">False when it failed before its sequence was used: it may come again (<see cref="Blocks.TransactionResult.UsedSequence"/>).</param>
public sealed record FollowedTransaction(TransactionHash Hash, TransactionFailure? Failure, bool IsFinal);
