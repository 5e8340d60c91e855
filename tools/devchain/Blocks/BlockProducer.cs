namespace P8e.Devchain.Blocks;

/// <summary>Makes blocks by the clock, empty ones too (provenance-chain 8 no. 3), and whenever it is asked to.</summary>
internal sealed class BlockProducer(DevChain chain, Mempool mempool, TimeProvider clock)
{
    private readonly Lock _gate = new();

    /// <summary>Makes one block now. Block times only grow, also when the clock is set back; that of the first block is that of genesis.</summary>
    internal Block Produce()
    {
        // The next caller must see this block's time.
        lock (_gate)
        {
            return mempool.MakeBlock(NextTime());
        }
    }

    private ChainTime NextTime()
    {
        if (chain.History.Latest is null)
        {
            return chain.Time;
        }

        var now = ChainTime.From(clock.GetUtcNow());
        var earliest = chain.Time.Plus(TimeSpan.FromTicks(1));
        return now < earliest ? earliest : now;
    }

    /// <summary>Makes a block every interval until it is cancelled, and tells of each.</summary>
    internal async Task RunAsync(TimeSpan interval, Action<Block> made, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                made(Produce());
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Cancelling is how the loop ends.
        }
    }

    /// <summary>Makes a block as soon as a transaction waits, until it is cancelled, and tells of each.</summary>
    internal async Task RunOnDemandAsync(Action<Block> made, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await mempool.WaitForArrivalAsync(cancellationToken).ConfigureAwait(false);
                while (mempool.Count > 0 && Produce() is var block)
                {
                    made(block);
                    if (block.Transactions.Count == 0)
                    {
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Cancelling is how the loop ends.
        }
    }
}
