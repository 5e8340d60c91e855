using Azure;

namespace P8e.Azure.Rows;

/// <summary>How a transaction ended.</summary>
/// <param name="Tags">The new tag of each action's row, in order; null when a row was there, was not, or had another version, and nothing was done.</param>
/// <param name="FailedAction">Position of the action that was refused; null when nothing was, or the service did not say.</param>
internal readonly record struct TransactionOutcome(IReadOnlyList<ETag>? Tags, int? FailedAction);
