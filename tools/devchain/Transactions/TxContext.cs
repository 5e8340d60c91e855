using P8e.Devchain.Blocks;
using P8e.Devchain.Storage;

namespace P8e.Devchain.Transactions;

/// <summary>One run of one transaction: chain, mode, block and the state it changes.</summary>
internal sealed class TxContext(ChainSettings settings, StateStore state, TxMode mode, long height, ChainTime time)
{
    internal ChainSettings Settings => settings;

    internal StateStore State => state;

    internal TxMode Mode => mode;

    /// <summary>The block's height; in CheckTx and simulations the last committed one.</summary>
    internal long Height => height;

    internal ChainTime Time => time;
}
