using P8e.Chain.Submission;

namespace P8e.Workflows.SubmitMessages;

/// <summary>What a row says of its transaction; apart from the payload, so that orchestrators touch nothing of the outbox.</summary>
internal static class RowOutcome
{
    /// <summary>Null while there is no outcome.</summary>
    internal static TransactionOutcome? Of(OutboxRow row) => row.Outcome is { } outcome
        ? new TransactionOutcome(row.Attempt?.Transaction.Hash.ToString(), outcome.Height, outcome.Index, outcome.ErrorCode, outcome.Reason)
        : null;
}
