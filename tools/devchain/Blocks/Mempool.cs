using System.Security.Cryptography;
using System.Threading.Channels;
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
    private readonly Lock _making = new();
    private readonly Channel<bool> _arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SeenTransactions _seen = new();
    private readonly List<PendingTx> _pending = [];
    private int _count;

    /// <summary>How many wait. Takes no lock, because whoever makes blocks asks in a hurry.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Waits until a transaction was admitted since the last call.</summary>
    internal async Task WaitForArrivalAsync(CancellationToken cancellationToken) =>
        _ = await _arrivals.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Admits a transaction or says why not: CheckTx, and the mempool's own reasons, which have no text.</summary>
    internal TxOutcome Submit(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaximumTxBytes)
        {
            return Refused(SdkError.TxTooLarge);
        }

        var tx = new ReceivedTx(bytes);
        var hash = Convert.ToHexString(SHA256.HashData(bytes.Span));
        chain.Prepare(tx);
        using (chain.Admission.Enter())
        {
            if (_seen.Contains(hash))
            {
                return Refused(SdkError.TxInMempoolCache);
            }

            if (_pending.Count >= MaximumTransactions)
            {
                return Refused(SdkError.MempoolIsFull);
            }

            var outcome = chain.Admit(tx, out var after);
            if (outcome.Succeeded)
            {
                _seen.Add(hash);
                _pending.Add(new PendingTx(tx, outcome.GasWanted, after));
                Volatile.Write(ref _count, _pending.Count);
                _ = _arrivals.Writer.TryWrite(true);
            }

            return outcome;
        }
    }

    /// <summary>The oldest that wait, and how much waits in all.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Pending(int limit, out int count, out long bytes)
    {
        using (chain.Admission.Enter())
        {
            (count, bytes) = (_pending.Count, _pending.Sum(pending => (long)pending.Tx.Bytes.Length));
            return [.. _pending.Take(limit).Select(pending => pending.Tx.Bytes)];
        }
    }

    /// <summary>Makes a block of as many as fit, oldest first; the others are checked again, and dropped in silence when they fail.</summary>
    internal Block MakeBlock(ChainTime time)
    {
        lock (_making)
        {
            ReceivedTx[] taken;
            using (chain.Admission.EnterFirst())
            {
                taken = [.. _pending.Take(FittingCount()).Select(pending => pending.Tx)];
            }

            return chain.DeliverBlock(taken, time, () => Settle(taken.Length));
        }
    }

    // What came while the block was made stands behind what was taken, and was checked against the state before it.
    private void Settle(int count)
    {
        var foreseen = count == 0 ? null : _pending[count - 1].After;
        _pending.RemoveRange(0, count);
        if (foreseen is null || !chain.TryStayAdmitted(foreseen, _pending.Select(pending => pending.Tx)))
        {
            CheckAgain();
        }

        Volatile.Write(ref _count, _pending.Count);
    }

    private void CheckAgain()
    {
        PendingTx[] waiting = [.. _pending];
        _pending.Clear();
        foreach (var pending in waiting)
        {
            if (chain.Admit(pending.Tx, out var after).Succeeded)
            {
                _pending.Add(pending with { After = after });
            }
        }
    }

    private int FittingCount()
    {
        var maximumGas = chain.Settings.Limits.BlockMaxGas;
        long gas = 0;
        long bytes = 0;
        var count = 0;
        foreach (var (tx, wanted, _) in _pending)
        {
            gas += wanted;
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
