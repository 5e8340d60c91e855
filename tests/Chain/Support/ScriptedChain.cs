using P8e.Chain.Blocks;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Support;

/// <summary>A chain whose every answer a test can bend. Block h holds h % 3 transactions, each with one scope event that names its place.</summary>
internal sealed class ScriptedChain : IBlockSource
{
    internal string ChainId { get; set; } = Samples.ChainId;

    internal long Height { get; set; } = 50;

    internal long EarliestHeight { get; set; } = 1;

    /// <summary>Blocks from here on have other hashes, as after a rollback.</summary>
    internal long ForkedFrom { get; set; } = long.MaxValue;

    internal Func<IReadOnlyList<BlockHeader>, IReadOnlyList<BlockHeader>> Headers { get; set; } = headers => headers;

    internal Func<Block, Block> Blocks { get; set; } = block => block;

    internal Func<BlockResults, BlockResults?> Results { get; set; } = results => results;

    /// <summary>Called before each answer; may throw.</summary>
    internal Action Before { get; set; } = () => { };

    public Task<ChainStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        Answer(() => new ChainStatus(ChainId, Height, Hash(Height), EarliestHeight, false));

    public Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long first, long last, CancellationToken cancellationToken) =>
        Answer(() => Headers([.. Enumerable.Range(0, (int)(last - first) + 1).Select(index => Header(first + index))]));

    public Task<Block> ReadBlockAsync(long height, CancellationToken cancellationToken) =>
        Answer(() => Blocks(new Block(Header(height), [.. Enumerable.Range(0, Count(height)).Select(index => TransactionOf(height, index))])));

    public Task<BlockResults?> ReadResultsAsync(long height, CancellationToken cancellationToken) => Answer(() => Results(new BlockResults(
        height,
        [.. Enumerable.Range(0, Count(height)).Select(index => new TransactionResult(null, 1, 1, [Event(height, index)]))],
        [])));

    internal static int Count(long height) => (int)(height % 3);

    internal static Guid ScopeOf(long height, int index) => new((int)height, (short)index, 0, new byte[8]);

    internal static P8eTransientException Unavailable() => new(ErrorCodes.ChainNodeUnavailable, "The node does not answer.");

    private static TransactionHash TransactionOf(long height, int index) => TransactionHash.Of(BitConverter.GetBytes((height * 10) + index));

    private static ChainEvent Event(long height, int index) => new(
        "provenance.metadata.v1.EventScopeCreated",
        [KeyValuePair.Create("scope_addr", $"\"{P8e.Protocol.Identifiers.MetadataAddress.ForScope(ScopeOf(height, index))}\""), KeyValuePair.Create("msg_index", "0")]);

    private string Hash(long height) => height == 0 ? "" : $"{(height >= ForkedFrom ? 'F' : 'A')}{height:X63}";

    private BlockHeader Header(long height) => new(ChainId, height, Hash(height), Hash(height - 1), DateTimeOffset.UnixEpoch.AddSeconds(height), Count(height));

    private Task<T> Answer<T>(Func<T> answer)
    {
        try
        {
            Before();
            return Task.FromResult(answer());
        }
        catch (P8eException error)
        {
            return Task.FromException<T>(error);
        }
    }
}
