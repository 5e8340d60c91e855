using P8e.Chain.Node;

namespace P8e.Chain.Submission;

/// <summary>The final word on a row.</summary>
/// <param name="Height">Height of the block that holds the transaction; 0 when none does and none ever will.</param>
/// <param name="Index">Its place in the block.</param>
/// <param name="ErrorCode">Null for success, else the stable code.</param>
/// <param name="Reason">Null for success, else what the chain or the program said.</param>
public sealed record OutboxOutcome(long Height, int Index, string? ErrorCode, string? Reason)
{
    internal static OutboxOutcome Refused(string errorCode, string reason) => new(0, 0, errorCode, NodeText.Shorten(reason));

    /// <summary>The outcome of a transaction that used its sequence in a block.</summary>
    /// <param name="height">Height of the block.</param>
    /// <param name="index">Place in it.</param>
    /// <param name="failure">Null when it succeeded.</param>
    public static OutboxOutcome Included(long height, int index, TransactionFailure? failure) =>
        new(height, index, failure?.ErrorCode, failure is null ? null : $"{failure.Codespace} {failure.Code}: {failure.Log}");
}
