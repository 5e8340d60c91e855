namespace P8e.Chain.Submission;

/// <summary>What one run of an <see cref="OutboxWriter"/> did.</summary>
/// <param name="Height">The node's newest block then.</param>
/// <param name="Sent">Transactions signed, stored and sent for the first time.</param>
/// <param name="Resent">Stored transactions sent again.</param>
/// <param name="Finished">Rows that got their outcome, as they are stored now. After a crash nobody is told of them again: read the row.</param>
/// <param name="Open">Rows that are still open: run again after the next block. 0 means wait for a new row.</param>
public sealed record WriterReport(long Height, int Sent, int Resent, IReadOnlyList<OutboxRow> Finished, int Open)
{
    /// <summary>How many of <see cref="Finished"/> succeeded.</summary>
    public int Committed => Finished.Count(row => row.State == OutboxState.Committed);

    /// <summary>How many of <see cref="Finished"/> failed for good.</summary>
    public int Failed => Finished.Count(row => row.State == OutboxState.Failed);
}
