using P8e.Chain;
using P8e.Chain.Blocks;
using P8e.Chain.Following;
using P8e.Chain.Transactions;
using P8e.Index.Rows;
using P8e.Ports;
using P8e.Ports.Index;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Tests.Support;

/// <summary>An indexer of alice's affiliate over a scripted node and an index in memory, and the blocks to give it.</summary>
internal sealed class IndexScene
{
    internal IndexScene() =>
        Indexer = new ScopeIndexer(new Dictionary<AffiliateName, IReadOnlyCollection<AccountAddress>> { [Affiliate] = [SampleScopes.Account("alice")] }, new ChainOptions { ChainId = "testing-one", ParallelReads = 2 }, Node, Store);

    internal static MetadataAddress Scope { get; } = SampleScopes.Scope(1);

    internal AffiliateName Affiliate { get; } = FreshAffiliates.Next();

    internal ScriptedScopes Node { get; } = new();

    internal InMemoryIndexStore Store { get; } = new();

    internal ScopeIndexer Indexer { get; }

    internal ScopeIndex Index => new(Affiliate, Store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static TransactionHash Hash(int number) => TransactionHash.Of(BitConverter.GetBytes(number));

    internal static DateTimeOffset Time(long height) => DateTimeOffset.UnixEpoch.AddMinutes(height);

    internal static FollowedBlock Block(long height, params MetadataEvent[] events) =>
        new(new BlockHeader("testing-one", height, $"H{height}", $"H{height - 1}", Time(height), events.Length), [], events);

    /// <summary>An event of a transaction; of the block itself when it has no number.</summary>
    internal static EntityChanged Changed(MetadataAddress address, EntityChange change, int? transaction = 1) => new(Origin(transaction), change, address, null);

    internal static EventOrigin Origin(int? transaction = 1) => new(transaction is { } number ? Hash(number) : null, transaction ?? -1, 0);

    /// <summary>The events of a scope that is written with a session and records.</summary>
    internal static MetadataEvent[] Written(MetadataAddress scope, EntityChange change, params string[] records) =>
    [
        Changed(scope, change),
        Changed(SampleScopes.Session(scope, 1).Address, EntityChange.Created),
        .. records.Select(name => Changed(scope.ToRecord(name), EntityChange.Created)),
    ];

    /// <summary>A scope of alice's with one session and records, written in a block and indexed.</summary>
    internal async Task AddAsync(long height, params string[] records)
    {
        Node.Become(height, Scope, SampleScopes.State(Scope), [SampleScopes.Session(Scope, 1)], records.Select(name => SampleScopes.Record(Scope, name)));
        await HandleAsync(Block(height, Written(Scope, EntityChange.Created, records)));
    }

    internal Task HandleAsync(params FollowedBlock[] blocks) => Indexer.HandleAsync(blocks, Token);

    internal Task<IndexedScope?> FindAsync() => Index.FindScopeAsync(Scope, Token);

    internal async Task<IReadOnlyList<HistoryRow>> HistoryAsync(string name) => (await Index.ListHistoryAsync(Scope, name, null, 100, Token)).Items;

    /// <summary>Everything that is in the index about the scope and its records of these names.</summary>
    internal async Task<string> TextAsync(params string[] records)
    {
        var histories = new List<string>();
        foreach (var name in records)
        {
            histories.Add(SampleScopes.Text(await HistoryAsync(name)));
        }

        return SampleScopes.Text(await FindAsync()) + string.Concat(histories);
    }
}
