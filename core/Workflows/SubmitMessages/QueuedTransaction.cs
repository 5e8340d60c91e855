namespace P8e.Workflows.SubmitMessages;

/// <summary>What <see cref="QueueTransactionActivity"/> is asked.</summary>
/// <param name="Account">The signing account, bech32.</param>
/// <param name="Number">The how many-th transaction of the workflow, from 0.</param>
/// <param name="Transaction">What it says.</param>
public sealed record QueuedTransaction(string Account, int Number, TransactionRequest Transaction);
