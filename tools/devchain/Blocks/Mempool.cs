using System.Security.Cryptography;
using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Blocks;

/// <summary>Transactions that wait for a block, first come first served (provenance-chain 5.7).</summary>
internal sealed class Mempool(DevChain chain)
{
    /// <summary>Largest transaction, in bytes.</summary>
    internal const int MaximumTxBytes = 1_048_576;

    private const int MaximumTransactions = 5000;
    private const int BlockMaximumBytes = 22_020_096;
    private readonly Lock gate = new();
    private readonly SeenTransactions seen = new();
    private readonly List<PendingTx> pending = [];

    internal int Count
    {
        get
        {
            lock (gate)
            {
                return pending.Count;
            }
        }
    }

    /// <summary>Admits a transaction or says why not: CheckTx, and the mempool's own reasons, which have no text.</summary>
    internal TxOutcome Submit(ReadOnlyMemory<byte> tx)
    {
        lock (gate)
        {
            if (tx.Length > MaximumTxBytes)
            {
                return Refused(SdkError.TxTooLarge);
            }

            var hash = Convert.ToHexString(SHA256.HashData(tx.Span));
            if (seen.Contains(hash))
            {
                return Refused(SdkError.TxInMempoolCache);
            }

            if (pending.Count >= MaximumTransactions)
            {
                return Refused(SdkError.MempoolIsFull);
            }

            var outcome = chain.CheckTx(tx);
            if (outcome.Succeeded)
            {
                seen.Add(hash);
                pending.Add(new PendingTx(tx, outcome.GasWanted));
            }

            return outcome;
        }
    }

    /// <summary>Makes a block of as many as fit, oldest first; the others are checked again, and dropped in silence when they fail.</summary>
    internal Block MakeBlock(ChainTime time)
    {
        lock (gate)
        {
            var count = FittingCount();
            var block = chain.DeliverBlock([.. pending.Take(count).Select(tx => tx.Bytes)], time);
            pending.RemoveRange(0, count);
            pending.RemoveAll(tx => !chain.CheckTx(tx.Bytes).Succeeded);
            return block;
        }
    }

    private int FittingCount()
    {
        var maximumGas = chain.Settings.Limits.BlockMaxGas;
        long gas = 0;
        long bytes = 0;
        var count = 0;
        foreach (var tx in pending)
        {
            gas += tx.GasWanted;
            bytes += tx.Bytes.Length;
            if ((maximumGas > 0 && gas > maximumGas) || bytes > BlockMaximumBytes)
            {
                break;
            }

            count++;
        }

        return count;
    }

    private static TxOutcome Refused(SdkError error) => new() { Code = error.Code, Codespace = error.Codespace };
}
