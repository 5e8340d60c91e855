using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Ante;

/// <summary>Timeout height and timeout timestamp (provenance-chain 5.5 step 6).</summary>
internal static class TxTimeouts
{
    internal static void Check(DecodedTx tx, TxContext context)
    {
        var height = tx.Body.TimeoutHeight;
        if (height > 0 && (ulong)context.Height > height)
        {
            throw SdkError.TxTimeoutHeight.Wrap($"block height: {context.Height}, timeout height: {height}");
        }

        if (Timestamp(tx) is { } timeout && context.Time > timeout)
        {
            throw SdkError.TxTimeout.Wrap($"block time: {context.Time.ToGoText()}, timeout timestamp: {timeout.ToGoText()}");
        }
    }

    /// <summary>The timestamp, when one is set; the beginning of Unix time counts as none.</summary>
    internal static ChainTime? Timestamp(DecodedTx tx) =>
        tx.Body.TimeoutTimestamp is { } time && (time.Seconds != 0 || time.Nanos != 0) ? ChainTime.From(time) : null;
}
