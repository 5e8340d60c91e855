using P8e.Chain.Node;
using P8e.Chain.Transactions;

namespace P8e.Chain.Submission;

/// <summary>A transaction that a block holds.</summary>
internal sealed record FoundTransaction(TransactionHash Hash, long Height, int Index, TransactionFailure? Failure);
