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

    private readonly Lock _gate = new();
    private readonly TxRunner _runner;
    private readonly SortedDictionary<long, StateVersion> _versions = [];
    private StateStore _checkState;
    private StateVersion _committed;

    internal DevChain(GenesisDocument genesis, bool faithfulSmartContracts = true)
    {
        Settings = GenesisImport.Settings(genesis, faithfulSmartContracts);
        _runner = new TxRunner(Settings, new TxDecoder(Settings.Registry));
        _committed = GenesisImport.State(genesis, Settings);
        _checkState = new StateStore(_committed);
        Height = genesis.InitialHeight - 1;
        Time = genesis.Time;
        History = new BlockHistory(Settings.ChainId, Settings.Limits, genesis.InitialHeight);
    }

    internal ChainSettings Settings { get; }

    /// <summary>The blocks made so far. A block is here once its state is committed.</summary>
    internal BlockHistory History { get; }

    /// <summary>Keeps every block before it is committed.</summary>
    internal IBlockSink? Sink { get; set; }

    /// <summary>The last committed block's height; one below the first before there is any.</summary>
    internal long Height { get; private set; }

    /// <summary>The last committed block's time, or that of genesis.</summary>
    internal ChainTime Time { get; private set; }

    /// <summary>Admission: sequences raised here stay raised until the next block (provenance-chain 5.3).</summary>
    internal TxOutcome CheckTx(ReadOnlyMemory<byte> tx)
    {
        lock (_gate)
        {
            return _runner.Run(tx.Span, _checkState, TxMode.Check, Height, Time);
        }
    }

    /// <summary>Executes on a throw-away copy of the admission state.</summary>
    internal TxOutcome Simulate(ReadOnlyMemory<byte> tx)
    {
        lock (_gate)
        {
            return _runner.Run(tx.Span, new StateStore(_checkState.Checkpoint()), TxMode.Simulate, Height, Time);
        }
    }

    /// <summary>Makes the next block of these transactions, valid or not, and commits it.</summary>
    internal Block DeliverBlock(IReadOnlyList<ReadOnlyMemory<byte>> transactions, ChainTime time)
    {
        lock (_gate)
        {
            if (time < Time)
            {
                throw new ArgumentOutOfRangeException(nameof(time), $"A block's time cannot be before the last one's, {Time}.");
            }

            var height = Height + 1;
            var state = new StateStore(_committed);
            UnorderedNonces.Expire(state, time);
            TxOutcome[] outcomes = [.. transactions.Select(tx => _runner.Run(tx.Span, state, TxMode.Deliver, height, time))];
            var block = new Block(height, time, transactions, outcomes);
            Sink?.Keep(block);
            Commit(state.Checkpoint(), height, time);
            History.Append(block);
            return block;
        }
    }

    /// <summary>The state after a block, for queries; null when it is not kept any more or not there yet.</summary>
    /// <param name="height">A height, or null for the latest.</param>
    internal StateStore? StateAt(long? height = null)
    {
        lock (_gate)
        {
            return height is null || height == Height ? new StateStore(_committed)
                : _versions.TryGetValue(height.Value, out var version) ? new StateStore(version)
                : null;
        }
    }

    private void Commit(StateVersion version, long height, ChainTime time)
    {
        _committed = version;
        _checkState = new StateStore(version);
        Height = height;
        Time = time;
        _versions[height] = version;
        _versions.Remove(height - KeptVersions);
    }
}
