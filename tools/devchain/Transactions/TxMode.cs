namespace P8e.Devchain.Transactions;

/// <summary>What a transaction is run for.</summary>
internal enum TxMode
{
    /// <summary>Admission to the mempool: messages are not executed.</summary>
    Check,

    /// <summary>Everything on a throw-away state; signatures and fees are not checked.</summary>
    Simulate,

    /// <summary>In a block.</summary>
    Deliver,
}
