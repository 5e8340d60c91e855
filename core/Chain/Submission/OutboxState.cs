namespace P8e.Chain.Submission;

/// <summary>How far a row of the outbox is.</summary>
public enum OutboxState
{
    /// <summary>Nothing was ever signed for it.</summary>
    Pending,

    /// <summary>A transaction was signed and stored; it may have been sent, and waits for a block.</summary>
    Waiting,

    /// <summary>A block holds the transaction and its messages were executed. Final.</summary>
    Committed,

    /// <summary>A block holds the transaction and a message of it failed, or the chain refused it before any block. Final.</summary>
    Failed,
}
