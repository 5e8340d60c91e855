using P8e.Chain.Blocks;
using P8e.Chain.Transactions;

namespace P8e.Workflows.Tests.Support;

/// <summary>A chain of one block, which holds one transaction that succeeded.</summary>
internal sealed class OneBlock(TransactionHash transaction) : IBlockSource
{
    private static readonly BlockHeader Header = new(Submissions.ChainId, 1, new string('A', 64), "", DateTimeOffset.UnixEpoch, 1);

    public Task<ChainStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ChainStatus(Submissions.ChainId, 1, Header.Hash, 1, IsCatchingUp: false));

    public Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long first, long last, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BlockHeader>>([Header]);

    public Task<Block> ReadBlockAsync(long height, CancellationToken cancellationToken) => Task.FromResult(new Block(Header, [transaction]));

    public Task<BlockResults?> ReadResultsAsync(long height, CancellationToken cancellationToken) =>
        Task.FromResult<BlockResults?>(new BlockResults(1, [new TransactionResult(null, 0, 0, [])], []));
}
