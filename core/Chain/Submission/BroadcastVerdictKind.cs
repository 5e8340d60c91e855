namespace P8e.Chain.Submission;

/// <summary>What to do after a broadcast.</summary>
internal enum BroadcastVerdictKind
{
    /// <summary>The node has it, now or since before: look for it in blocks.</summary>
    Taken,

    /// <summary>The node did not take it now; the same bytes may be taken another time.</summary>
    Later,

    /// <summary>Another sequence is due. It proves nothing about this transaction: it may be in a block already.</summary>
    OutOfSequence,

    /// <summary>CheckTx refused it for what it is.</summary>
    Refused,
}
