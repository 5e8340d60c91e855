using P8e.Devchain.Blocks;

namespace P8e.Devchain.Queries;

/// <summary>The parts of a running chain that its network surfaces work with.</summary>
/// <param name="Chain">The state machine and its history.</param>
/// <param name="Mempool">Transactions that wait.</param>
/// <param name="GenesisJson">The genesis file, as it was given.</param>
internal sealed record ChainNode(DevChain Chain, Mempool Mempool, ReadOnlyMemory<byte> GenesisJson)
{
    /// <summary>What the node says its program is (provenance-chain 0).</summary>
    internal const string ApplicationVersion = "v1.30.0";

    /// <summary>What the node says its consensus engine is.</summary>
    internal const string CometVersion = "0.38.22";
}
