namespace P8e.Chain.Submission;

/// <summary>What one run of an <see cref="OutboxWriter"/> did.</summary>
/// <param name="Height">The node's newest block then.</param>
/// <param name="Sent">Transactions signed, stored and sent for the first time.</param>
/// <param name="Resent">Stored transactions sent again.</param>
/// <param name="Committed">Rows that succeeded.</param>
/// <param name="Failed">Rows that failed for good.</param>
/// <param name="Open">Rows that are still open: run again after the next block. 0 means wait for a new row.</param>
public sealed record WriterReport(long Height, int Sent, int Resent, int Committed, int Failed, int Open);
