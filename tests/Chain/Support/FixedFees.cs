using P8e.Chain.Fees;
using P8e.Chain.Node;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Tests.Support;

/// <summary>A node that knows prices and nothing else.</summary>
internal sealed class FixedFees(FeeEstimate? flat, FeeEstimate? byGas) : INodeQueries
{
    public Task<string> ReadChainIdAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ChainAccount?> FindAccountAsync(AccountAddress address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<FeeEstimate?> EstimateFlatFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) => Task.FromResult(flat);

    public Task<FeeEstimate?> EstimateGasFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) => Task.FromResult(byGas);
}
