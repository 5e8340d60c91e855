using P8e.Azure.Chain;
using P8e.Azure.Configuration;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Node;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Functions.Affiliates;
using P8e.Functions.Timers;
using P8e.Grpc.Client;
using P8e.Index;
using P8e.Protocol.Identifiers;
using P8e.Workflows;
using P8e.Workflows.FollowChain;

namespace P8e.Functions.Chain;

/// <summary>Everything that talks to the chain for the configured affiliate. Making it opens nothing.</summary>
internal sealed class ChainParts : IDisposable
{
    /// <summary>After this long no further run is begun in a tick; far below the host's ten minutes.</summary>
    internal static readonly TimeSpan TickMax = TimeSpan.FromMinutes(2);

    private readonly GrpcChannel _channel;
    private readonly HttpClient _http;
    private readonly ChainRun _run;
    private readonly TimeProvider _clock;

    internal ChainParts(ChainSettings settings, AffiliateParts affiliate, StorageClients storage, IOrchestrationClient workflows, PayloadSerializer payloads, TimeProvider clock, Func<Guid> newId, WakeSignal wake)
    {
        var options = settings.ToOptions();
        _channel = new GrpcChannel(new GrpcEndpoint("chain", settings.GrpcAddress!), clock);
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10), UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = settings.RpcAddress, Timeout = TimeSpan.FromSeconds(settings.CallSeconds),
        };
        var signer = affiliate.Signer;
        Account = AccountAddress.FromBytes(settings.AddressPrefix, signer.PublicKey.ToAddressBytes());
        var node = new GrpcNode(_channel, TimeSpan.FromSeconds(settings.CallSeconds));
        Specifications = new GrpcSpecifications(_channel, TimeSpan.FromSeconds(settings.CallSeconds));
        var blocks = new CometBlockSource(_http, options);
        var outbox = new TableOutbox(storage.Tables, newId);
        var writers = new Dictionary<AccountAddress, OutboxWriter> { [Account] = new(settings.AddressPrefix, signer, options, outbox, node, node, blocks) };
        var indexer = new ScopeIndexer(affiliate.Name, [Account], options, node, affiliate.Index);
        _run = new ChainRun(options, blocks, new TableCursorStore(storage.Tables, newId), outbox, writers, workflows, payloads, indexer);
        _clock = clock;
        Submission = new SubmissionServices(outbox, new HashSet<AccountAddress>(writers.Keys), options, clock, wake.Set);
    }

    /// <summary>The affiliate's account.</summary>
    internal AccountAddress Account { get; }

    /// <summary>What the activities need.</summary>
    internal SubmissionServices Submission { get; }

    /// <summary>What the chain has of contracts.</summary>
    internal ISpecificationQueries Specifications { get; }

    /// <summary>One tick of the chain's timer.</summary>
    internal Task TickAsync(CancellationToken cancellationToken) => RunAsync(_run.RunAsync, _clock, cancellationToken);

    /// <summary>
    /// Runs until nothing more comes of it, or a tick was long enough: whoever is days behind goes on in the next one. The Functions host kills the program, and with it every call in
    /// flight, when one takes longer than host.json allows (functions-host 1.7).
    /// </summary>
    internal static async Task RunAsync(Func<CancellationToken, Task<bool>> run, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begun = clock.GetUtcNow();
        while (await run(cancellationToken) && clock.GetUtcNow() - begun < TickMax)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _channel.Dispose();
    }
}
