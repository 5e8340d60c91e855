using P8e.Chain.Submission;
using P8e.Chain.Transactions;

namespace P8e.Workflows.SubmitMessages;

/// <summary>What a row says of its transaction; apart from the payload, so that orchestrators touch nothing of the outbox.</summary>
internal static class RowOutcome
{
    /// <summary>Null while there is no outcome.</summary>
    internal static TransactionOutcome? Of(OutboxRow row) => row.Outcome is { } outcome ? Of(row.Attempt?.Transaction.Hash, outcome) : null;

    /// <summary>The same of a transaction that stands in a block before its row says so.</summary>
    internal static TransactionOutcome Of(TransactionHash? hash, OutboxOutcome outcome) =>
        new(hash?.ToString(), outcome.Height, outcome.Index, outcome.ErrorCode, outcome.Reason);
}
