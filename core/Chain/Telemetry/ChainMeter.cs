using System.Diagnostics.Metrics;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;

namespace P8e.Chain;

/// <summary>Counts of transactions and what they paid.</summary>
internal static class ChainMeter
{
    private static readonly Meter Meter = new(ChainTrace.SourceName);

    private static readonly Counter<long> Transactions =
        Meter.CreateCounter<long>("p8e.chain.transactions", "{transaction}", "Transactions with an outcome: committed, failed in a block, or refused before any; error.type is the code.");

    private static readonly Counter<long> Broadcasts =
        Meter.CreateCounter<long>("p8e.chain.broadcasts", "{broadcast}", "Transactions sent to the node, by its verdict.");

    private static readonly Counter<double> Fees =
        Meter.CreateCounter<double>("p8e.chain.fees", "{hash}", "Fees of transactions that came into a block, in hash (10^9 nhash).");

    internal static void Broadcast(BroadcastVerdictKind verdict) => Broadcasts.Add(1, new KeyValuePair<string, object?>("p8e.chain.verdict", verdict switch
    {
        BroadcastVerdictKind.Taken => "taken",
        BroadcastVerdictKind.Later => "later",
        BroadcastVerdictKind.OutOfSequence => "out_of_sequence",
        _ => "refused",
    }));

    /// <summary>A row has got its outcome. What it paid is read out of its bytes, which are what was signed.</summary>
    internal static void Finished(OutboxRow row)
    {
        var outcome = row.Outcome!;
        if (Transactions.Enabled)
        {
            KeyValuePair<string, object?> state = new("p8e.chain.outcome", outcome.ErrorCode is null ? "committed" : outcome.Height > 0 ? "failed" : "refused");
            if (outcome.ErrorCode is { } code)
            {
                Transactions.Add(1, state, new(ChainTrace.ErrorAttribute, code));
            }
            else
            {
                Transactions.Add(1, state);
            }
        }

        if (Fees.Enabled && outcome.Height > 0 && row.Attempt is { } attempt)
        {
            Fees.Add(TransactionDecoder.Decode(attempt.Transaction.Bytes.Span).Fee.Amount
                .Where(coin => coin.Denomination == ChainCoin.FeeDenomination).Sum(coin => (double)coin.Amount / 1e9));
        }
    }
}
