using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Ante;

/// <summary>Timeout height and timeout timestamp (provenance-chain 5.5 step 6).</summary>
internal static class TxTimeouts
{
    internal static void Check(DecodedTx tx, TxContext context)
    {
        if (IsTooHigh(tx, context.Height))
        {
            throw SdkError.TxTimeoutHeight.Wrap($"block height: {context.Height}, timeout height: {tx.Body.TimeoutHeight}");
        }

        if (IsTooLate(tx, context.Time))
        {
            throw SdkError.TxTimeout.Wrap($"block time: {context.Time.ToGoText()}, timeout timestamp: {Timestamp(tx)!.Value.ToGoText()}");
        }
    }

    /// <summary>Whether neither of the two is over.</summary>
    internal static bool Hold(DecodedTx tx, long height, ChainTime time) => !IsTooHigh(tx, height) && !IsTooLate(tx, time);

    /// <summary>The timestamp, when one is set; the beginning of Unix time counts as none.</summary>
    internal static ChainTime? Timestamp(DecodedTx tx) =>
        tx.Body.TimeoutTimestamp is { } time && (time.Seconds != 0 || time.Nanos != 0) ? ChainTime.From(time) : null;

    private static bool IsTooHigh(DecodedTx tx, long height) => tx.Body.TimeoutHeight > 0 && (ulong)height > tx.Body.TimeoutHeight;

    private static bool IsTooLate(DecodedTx tx, ChainTime time) => Timestamp(tx) is { } timeout && time > timeout;
}
