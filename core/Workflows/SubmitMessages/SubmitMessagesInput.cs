namespace P8e.Workflows.SubmitMessages;

/// <summary>What <see cref="SubmitMessagesOrchestrator"/> is started with; as JSON at most 45 KiB (Durable).</summary>
/// <param name="Account">The signing account, bech32.</param>
/// <param name="Transactions">1 to <see cref="TransactionsMaximum"/>, in order; each is sent when the one before has succeeded.</param>
public sealed record SubmitMessagesInput(string Account, IReadOnlyList<TransactionRequest> Transactions)
{
    /// <summary>Most transactions of one submission.</summary>
    public const int TransactionsMaximum = 50;
}
