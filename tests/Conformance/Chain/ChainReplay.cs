using P8e.Devchain.Blocks;
using P8e.Devchain.Transactions;

namespace P8e.Conformance.Chain;

/// <summary>Sends recorded transactions to a development chain whose blocks have the recorded heights and times.</summary>
internal sealed class ChainReplay
{
    private readonly DevChain chain;

    internal ChainReplay(DevChain chain)
    {
        this.chain = chain;
        Mempool = new Mempool(chain);
    }

    internal Mempool Mempool { get; }

    /// <summary>Runs the transactions of one block, or one that was rejected.</summary>
    internal IReadOnlyList<ReplayResult> Run(IReadOnlyList<RecordedTx> block)
    {
        MakeEmptyBlocks(block[0].Height, block[0].Time);
        string?[] failures = [.. block.Select(Submit)];
        if (block[0].Height is not null)
        {
            var made = Mempool.MakeBlock(block[0].Time ?? chain.Time);
            for (var i = 0; i < block.Count; i++)
            {
                failures[i] ??= OutcomeComparison.Difference(block[i], FindOutcome(made, block[i]));
            }
        }

        return [.. block.Select((tx, i) => new ReplayResult(tx.File, tx.Order, tx.Id, failures[i]))];
    }

    private string? Submit(RecordedTx tx)
    {
        var simulation = tx.Simulation is { } expected ? SimulationComparison.Difference(expected, tx.TotalFees, chain.Simulate(tx.Bytes)) : null;
        var outcome = Mempool.Submit(tx.Bytes);
        var admission = tx.Height is null ? OutcomeComparison.Difference(tx, outcome) : Admission(tx, outcome);
        return admission ?? simulation;
    }

    private static string? Admission(RecordedTx tx, TxOutcome outcome) =>
        !outcome.Succeeded ? $"CheckTx: expected to be admitted, got code {outcome.Code}: {outcome.Log}"
        : tx.CheckTx is { } check ? OutcomeComparison.EventDifference(check, outcome.Events) is { } difference ? $"CheckTx: {difference}" : null
        : null;

    private static TxOutcome? FindOutcome(Block block, RecordedTx tx)
    {
        var index = block.Transactions.ToList().FindIndex(bytes => bytes.Span.SequenceEqual(tx.Bytes));
        return index < 0 ? null : block.Outcomes[index];
    }

    // When the empty blocks were made nobody recorded; the latest they can have been is the time of the next full one.
    private void MakeEmptyBlocks(long? height, ChainTime? time)
    {
        while (height is not null && chain.Height < height - 1)
        {
            // The first block has the time of genesis.
            Mempool.MakeBlock(chain.History.Latest is null ? chain.Time : time ?? chain.Time);
        }
    }
}
