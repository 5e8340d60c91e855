using P8e.Chain.Fees;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Node;

/// <summary>
/// What the submission asks a node (gRPC, provenance-chain 2.13). What the adapter cannot get is a <see cref="P8eTransientException"/>; whoever asked
/// runs again later.
/// </summary>
public interface INodeQueries
{
    /// <summary>The chain id of the node that answers queries (<c>GetNodeInfo</c>, network).</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string> ReadChainIdAsync(CancellationToken cancellationToken);

    /// <summary>Number and sequence of an account (<c>AccountInfo</c>); null when it does not exist.</summary>
    /// <param name="address">The account.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ChainAccount?> FindAccountAsync(AccountAddress address, CancellationToken cancellationToken);

    /// <summary>Flat fees (<c>flatfees CalculateTxFees</c> with gas adjustment 1, from v1.26); null when the node does not know the service.</summary>
    /// <param name="transaction">A transaction without signature.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException">What <see cref="SimulationFailure"/> makes of the node's text.</exception>
    Task<FeeEstimate?> EstimateFlatFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken);

    /// <summary>Fees by gas (<c>msgfees CalculateTxFees</c> with gas adjustment 1, before v1.26); null when the node does not know the service.</summary>
    /// <param name="transaction">A transaction without signature.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException">What <see cref="SimulationFailure"/> makes of the node's text.</exception>
    Task<FeeEstimate?> EstimateGasFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken);
}
