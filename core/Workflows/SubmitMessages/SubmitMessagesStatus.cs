namespace P8e.Workflows.SubmitMessages;

/// <summary>The custom status of <see cref="SubmitMessagesOrchestrator"/>.</summary>
/// <param name="Succeeded">How many transactions have succeeded.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Latest">The last outcome; null before there is one.</param>
public sealed record SubmitMessagesStatus(int Succeeded, int Of, TransactionOutcome? Latest);
