namespace P8e.Workflows.SubmitMessages;

/// <summary>What <see cref="FindOutcomeActivity"/> is asked.</summary>
/// <param name="Account">The signing account, bech32.</param>
/// <param name="Number">The how many-th transaction of the workflow, from 0.</param>
public sealed record OutcomeQuestion(string Account, int Number);
