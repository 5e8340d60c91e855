namespace P8e.Workflows.SubmitMessages;

/// <summary>What has become of a transaction: the payload of the <c>committed</c> event, and the answer of <see cref="FindOutcomeActivity"/>.</summary>
/// <param name="Hash">Upper-case hex; null when it was refused before there was one.</param>
/// <param name="Height">Height of its block; 0 when no block holds it and none ever will.</param>
/// <param name="Index">Its place in the block.</param>
/// <param name="ErrorCode">Null for success, else the stable code.</param>
/// <param name="Reason">Null for success, else what the chain or the program said.</param>
public sealed record TransactionOutcome(string? Hash, long Height, int Index, string? ErrorCode, string? Reason);
