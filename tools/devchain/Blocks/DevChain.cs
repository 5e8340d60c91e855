using P8e.Devchain.Ante;
using P8e.Devchain.Genesis;
using P8e.Devchain.History;
using P8e.Devchain.Storage;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Blocks;

/// <summary>
/// The state machine: checks, simulates and delivers transactions over versions of the state. Every member may be called from any thread.
/// Time and the contents of blocks are the caller's to say, so that a recording can be run again exactly.
/// </summary>
internal sealed class DevChain
{
    /// <summary>How many past states queries can look at.</summary>
    internal const int KeptVersions = 1000;

    private readonly Lock _making = new();
    private readonly Lock _versionsGate = new();
    private readonly TxRunner _runner;
    private readonly SortedDictionary<long, StateVersion> _versions = [];
    private readonly AdmissionState _admission;
    private volatile ChainTip _tip;

    internal DevChain(GenesisDocument genesis, bool faithfulSmartContracts = true)
    {
        Settings = GenesisImport.Settings(genesis, faithfulSmartContracts);
        _runner = new TxRunner(Settings, new TxDecoder(Settings.Registry));
        _tip = new ChainTip(GenesisImport.State(genesis, Settings), genesis.InitialHeight - 1, genesis.Time);
        _admission = new AdmissionState(_tip.State);
        History = new BlockHistory(Settings.ChainId, Settings.Limits, genesis.InitialHeight);
    }

    internal ChainSettings Settings { get; }

    /// <summary>The blocks made so far. A block is here once its state is committed.</summary>
    internal BlockHistory History { get; }

    /// <summary>Keeps every block before it is committed.</summary>
    internal IBlockSink? Sink { get; set; }

    /// <summary>Guards the admission state; the mempool holds it where its list and that state must agree.</summary>
    internal AdmissionGate Admission { get; } = new();

    /// <summary>The last committed block's height; one below the first before there is any.</summary>
    internal long Height => _tip.Height;

    /// <summary>The last committed block's time, or that of genesis.</summary>
    internal ChainTime Time => _tip.Time;

    /// <summary>Finds out ahead what CheckTx will want to know of the bytes and signatures, while others have their turn. Changes nothing.</summary>
    internal void Prepare(ReceivedTx tx)
    {
        var tip = _tip;
        _runner.Prepare(tx, new StateStore(tip.State), tip.Height, tip.Time);
    }

    /// <summary>Admission: sequences raised here stay raised until the next block (provenance-chain 5.3).</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="after">The admission state after it.</param>
    internal TxOutcome Admit(ReceivedTx tx, out StateVersion after)
    {
        using (Admission.Enter())
        {
            var tip = _tip;
            var outcome = _runner.Run(tx, _admission.Store, TxMode.Check, tip.Height, tip.Time);
            after = _admission.Store.Checkpoint();
            return outcome;
        }
    }

    /// <summary>Admission of a transaction that is not going to wait in the mempool.</summary>
    internal TxOutcome CheckTx(ReadOnlyMemory<byte> tx)
    {
        using (Admission.Enter())
        {
            _admission.Spoil();
            return Admit(new ReceivedTx(tx), out _);
        }
    }

    /// <summary>Whether those that still wait stay admitted after a block without being checked again; the admission state is with them then.</summary>
    /// <param name="foreseen">The admission state after the last of the block's transactions.</param>
    /// <param name="waiting">Those that were admitted after it, all of them.</param>
    internal bool TryStayAdmitted(StateVersion foreseen, IEnumerable<ReceivedTx> waiting)
    {
        var tip = _tip;

        // Before the first block signatures are checked as those of genesis transactions (provenance-chain 5.3).
        return tip.Height > History.First
            && waiting.All(tx => tx.Content is { } content && TxTimeouts.Hold(content, tip.Height, tip.Time))
            && _admission.TryCarryOver(foreseen);
    }

    /// <summary>Executes on a throw-away copy of the admission state.</summary>
    internal TxOutcome Simulate(ReadOnlyMemory<byte> tx)
    {
        StateVersion version;
        ChainTip tip;
        using (Admission.Enter())
        {
            (version, tip) = (_admission.Store.Checkpoint(), _tip);
        }

        return _runner.Run(new ReceivedTx(tx), new StateStore(version), TxMode.Simulate, tip.Height, tip.Time);
    }

    /// <inheritdoc cref="DeliverBlock(IReadOnlyList{ReceivedTx}, ChainTime, Action)"/>
    internal Block DeliverBlock(IReadOnlyList<ReadOnlyMemory<byte>> transactions, ChainTime time) =>
        DeliverBlock([.. transactions.Select(tx => new ReceivedTx(tx))], time);

    /// <summary>Makes the next block of these transactions, valid or not, and commits it. Only the commit keeps others from being admitted.</summary>
    /// <param name="transactions">The transactions.</param>
    /// <param name="time">The block's time.</param>
    /// <param name="committed">Runs before anything else is admitted.</param>
    internal Block DeliverBlock(IReadOnlyList<ReceivedTx> transactions, ChainTime time, Action? committed = null)
    {
        lock (_making)
        {
            var tip = _tip;
            if (time < tip.Time)
            {
                throw new ArgumentOutOfRangeException(nameof(time), $"A block's time cannot be before the last one's, {tip.Time}.");
            }

            var height = tip.Height + 1;
            var state = new StateStore(tip.State);
            UnorderedNonces.Expire(state, time);
            TxOutcome[] outcomes = [.. transactions.Select(tx => _runner.Run(tx, state, TxMode.Deliver, height, time))];
            var block = new Block(height, time, [.. transactions.Select(tx => tx.Bytes)], outcomes);
            Sink?.Keep(block);
            using (Admission.EnterFirst())
            {
                Commit(block, state.Checkpoint());
                committed?.Invoke();
            }

            return block;
        }
    }

    /// <summary>The state after a block, for queries; null when it is not kept any more or not there yet.</summary>
    /// <param name="height">A height, or null for the latest.</param>
    internal StateStore? StateAt(long? height = null)
    {
        var tip = _tip;
        if (height is null || height == tip.Height)
        {
            return new StateStore(tip.State);
        }

        lock (_versionsGate)
        {
            return _versions.TryGetValue(height.Value, out var version) ? new StateStore(version) : null;
        }
    }

    private void Commit(Block block, StateVersion version)
    {
        lock (_versionsGate)
        {
            _versions[block.Height] = version;
            _versions.Remove(block.Height - KeptVersions);
        }

        _admission.Reset(version);

        // Whoever finds the block finds its state, and the other way round.
        History.Append(block, () => _tip = new ChainTip(version, block.Height, block.Time));
    }
}
