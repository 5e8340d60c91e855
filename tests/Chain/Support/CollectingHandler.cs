using P8e.Chain.Following;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Tests.Support;

/// <summary>Keeps what it was given, by height, so that a repeated height changes nothing.</summary>
internal sealed class CollectingHandler : IBlockHandler
{
    internal SortedDictionary<long, FollowedBlock> Blocks { get; } = [];

    internal int Calls { get; private set; }

    /// <summary>Called with each batch before (true) and after it is kept; may throw.</summary>
    internal Action<bool> Around { get; set; } = _ => { };

    internal IEnumerable<MetadataAddress> Scopes => Blocks.Values.SelectMany(block => block.Events).OfType<EntityChanged>().Select(changed => changed.Address);

    public Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken)
    {
        Calls++;
        Around(true);
        foreach (var block in blocks)
        {
            Blocks[block.Header.Height] = block;
        }

        Around(false);
        return Task.CompletedTask;
    }
}
