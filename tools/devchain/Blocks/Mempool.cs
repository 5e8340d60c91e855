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
    private readonly Lock _gate = new();

    // Whoever makes a block holds this while it waits for the gate, so that a flood of transactions cannot keep it waiting.
    private readonly Lock _turnstile = new();
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
    internal TxOutcome Submit(ReadOnlyMemory<byte> tx)
    {
        lock (_turnstile)
        {
            // Passing is all.
        }

        lock (_gate)
        {
            if (tx.Length > MaximumTxBytes)
            {
                return Refused(SdkError.TxTooLarge);
            }

            var hash = Convert.ToHexString(SHA256.HashData(tx.Span));
            if (_seen.Contains(hash))
            {
                return Refused(SdkError.TxInMempoolCache);
            }

            if (_pending.Count >= MaximumTransactions)
            {
                return Refused(SdkError.MempoolIsFull);
            }

            var outcome = chain.CheckTx(tx);
            if (outcome.Succeeded)
            {
                _seen.Add(hash);
                _pending.Add(new PendingTx(tx, outcome.GasWanted));
                Volatile.Write(ref _count, _pending.Count);
                _ = _arrivals.Writer.TryWrite(true);
            }

            return outcome;
        }
    }

    /// <summary>The oldest that wait, and how much waits in all.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Pending(int limit, out int count, out long bytes)
    {
        lock (_gate)
        {
            (count, bytes) = (_pending.Count, _pending.Sum(tx => (long)tx.Bytes.Length));
            return [.. _pending.Take(limit).Select(tx => tx.Bytes)];
        }
    }

    /// <summary>Makes a block of as many as fit, oldest first; the others are checked again, and dropped in silence when they fail.</summary>
    internal Block MakeBlock(ChainTime time)
    {
        lock (_turnstile)
        lock (_gate)
        {
            var count = FittingCount();
            var block = chain.DeliverBlock([.. _pending.Take(count).Select(tx => tx.Bytes)], time);
            _pending.RemoveRange(0, count);
            _pending.RemoveAll(tx => !chain.CheckTx(tx.Bytes).Succeeded);
            Volatile.Write(ref _count, _pending.Count);
            return block;
        }
    }

    private int FittingCount()
    {
        var maximumGas = chain.Settings.Limits.BlockMaxGas;
        long gas = 0;
        long bytes = 0;
        var count = 0;
        foreach (var tx in _pending)
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
