using P8e.Chain.Fees;
using P8e.Chain.Node;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.Tests.Support;

/// <summary>A node that does not answer.</summary>
internal sealed class AbsentNode : INodeQueries, INodeTransactions
{
    public Task<string> ReadChainIdAsync(CancellationToken cancellationToken) => AwayAsync<string>();

    public Task<ChainAccount?> FindAccountAsync(AccountAddress address, CancellationToken cancellationToken) => AwayAsync<ChainAccount?>();

    public Task<FeeEstimate?> EstimateFlatFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) => AwayAsync<FeeEstimate?>();

    public Task<FeeEstimate?> EstimateGasFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) => AwayAsync<FeeEstimate?>();

    public Task<BroadcastReply> BroadcastAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) => AwayAsync<BroadcastReply>();

    private static Task<T> AwayAsync<T>() => Task.FromException<T>(new P8eTransientException(ErrorCodes.ChainNodeUnavailable, "Asking the node: it is away."));
}
