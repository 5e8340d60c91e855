using System.Net;
using P8e.Grpc.Server;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>A store that sends, whose clock a test moves, and the programs it sends to.</summary>
internal sealed class ReplicationRig : IAsyncDisposable
{
    private readonly List<LoopbackServer> _servers = [];
    private readonly List<Replicator> _replicators = [];

    public ReplicationRig() => Node = new StoreNode(seed: 1, Clock);

    public ManualTimeProvider Clock { get; } = new();

    public StoreNode Node { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Settings under which loopback may be connected to.</summary>
    public static ReplicationOptions Options(int batchSize = 10) => new()
    {
        Allowed = ["127.0.0.0/8"],
        BatchSize = batchSize,
        RoundPatience = TimeSpan.FromSeconds(20),
    };

    public Replicator Replicator(ReplicationOptions? options = null, IReplicationIndex? queue = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        var replicator = new Replicator(Node.Affiliate, Node.Keys, queue ?? Node.Queue, Node.Index, Node.Blobs, options ?? Options(), Clock, resolve);
        _replicators.Add(replicator);
        return replicator;
    }

    public async Task<LoopbackServer> ServeAsync(params IEnumerable<GrpcService> services)
    {
        var server = await LoopbackServer.StartAsync(services);
        _servers.Add(server);
        return server;
    }

    public Task RegisterAsync(Party party, string url) => Node.Registry.RegisterAsync(new KeyRegistration(party.Key.Uncompressed.ToArray(), url, default, null), Token);

    public Task RegisterAsync(Party party, LoopbackServer home) => RegisterAsync(party, home.Address.ToString());

    public Task<SealedObject> PutAsync(int length, params IReadOnlyList<Party> readers) => Node.Client.PutAsync(Node.Random.Next(length), StoreRig.Request(readers), Token);

    /// <summary>What waits for a reader, in order.</summary>
    public async Task<ReplicationRow[]> WaitingAsync(Party reader) =>
        await Node.Queue.ListAsync(Node.Affiliate, ReaderId.Of(reader.Key), DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var replicator in _replicators)
        {
            await replicator.DisposeAsync();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
