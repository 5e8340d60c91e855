using P8e.Chain.Following;

namespace P8e.Workflows.FollowChain;

/// <summary>Several handlers as one: each gets the blocks when the one before has kept them. After a failure all get them again, as a handler must bear.</summary>
internal sealed class OrderedHandlers(IReadOnlyList<IBlockHandler> handlers) : IBlockHandler
{
    public async Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken)
    {
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(blocks, cancellationToken).ConfigureAwait(false);
        }
    }
}
