namespace P8e.Workflows.SubmitMessages;

/// <summary>What <see cref="SubmitMessagesOrchestrator"/> ends with when every transaction succeeded.</summary>
/// <param name="Transactions">Outcomes of the transactions, in order.</param>
public sealed record SubmitMessagesOutput(IReadOnlyList<TransactionOutcome> Transactions);
