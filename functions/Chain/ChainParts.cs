using P8e.Azure.Chain;
using P8e.Azure.Configuration;
using P8e.Chain;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Node;
using P8e.Chain.Submission;
using P8e.Cryptography.Keys;
using P8e.Durable;
using P8e.Functions.Affiliates;
using P8e.Functions.Telemetry;
using P8e.Functions.Timers;
using P8e.Grpc.Client;
using P8e.Index;
using P8e.Protocol.Identifiers;
using P8e.Workflows;
using P8e.Workflows.FollowChain;

namespace P8e.Functions.Chain;

/// <summary>Everything that talks to the chain for the affiliates of this deployment. Making it opens nothing.</summary>
internal sealed class ChainParts : IDisposable
{
    /// <summary>After this long no further run is begun in a tick; far below the host's ten minutes.</summary>
    internal static readonly TimeSpan TickMax = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    private readonly GrpcChannel _channel;
    private readonly HttpClient _http;
    private readonly ChainOptions _options;
    private readonly string _prefix;
    private readonly GrpcNode _node;
    private readonly CometBlockSource _blocks;
    private readonly TableOutbox _outbox;
    private readonly TableCursorStore _cursors;
    private readonly IOrchestrationClient _workflows;
    private readonly PayloadSerializer _payloads;
    private readonly TimeProvider _clock;
    private readonly WakeSignal _wake;
    private readonly ProgramSignals _signals;
    private readonly Dictionary<AccountAddress, OutboxWriter> _writers = [];
    private readonly OncePerTrouble _troubles;
    private HashSet<AffiliateName> _indexed = [];
    private ChainRun? _run;
    private readonly TickAttention _attention = new();

    internal ChainParts(ChainSettings settings, StorageClients storage, IOrchestrationClient workflows, PayloadSerializer payloads, TimeProvider clock, Func<Guid> newId, WakeSignal wake, ProgramSignals signals, OncePerTrouble troubles)
    {
        _options = settings.ToOptions();
        _prefix = settings.AddressPrefix;
        _channel = new GrpcChannel(new GrpcEndpoint("chain", settings.GrpcAddress!), clock);
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10), UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = settings.RpcAddress, Timeout = TimeSpan.FromSeconds(settings.CallSeconds),
        };
        _node = new GrpcNode(_channel, TimeSpan.FromSeconds(settings.CallSeconds));
        Specifications = new GrpcSpecifications(_channel, TimeSpan.FromSeconds(settings.CallSeconds));
        _blocks = new CometBlockSource(_http, _options);
        _outbox = new TableOutbox(storage.Tables, newId);
        _cursors = new TableCursorStore(storage.Tables, newId);
        _workflows = workflows;
        _payloads = payloads;
        _clock = clock;
        _wake = wake;
        _signals = signals;
        _troubles = troubles;
    }

    /// <summary>An affiliate's account.</summary>
    internal AccountAddress AccountOf(AffiliateParts affiliate) => AccountOf(affiliate.Signer.PublicKey);

    private AccountAddress AccountOf(PublicKey signing) => AccountAddress.FromBytes(_prefix, signing.ToAddressBytes());

    /// <summary>What the activities of an affiliate's workflows need: they queue for its own account only.</summary>
    internal SubmissionServices SubmissionOf(AffiliateParts affiliate) => new(_outbox, new HashSet<AccountAddress> { AccountOf(affiliate) }, _options, _clock, _wake.Set);

    /// <summary>What the chain has of contracts.</summary>
    internal ISpecificationQueries Specifications { get; }

    /// <summary>One tick of the chain's timer: blocks are read once for all affiliates.</summary>
    /// <param name="affiliates">For whom is signed.</param>
    /// <param name="indexed">Whose scopes are indexed.</param>
    /// <param name="cancellationToken">Ends the tick.</param>
    internal Task TickAsync(IReadOnlyList<AffiliateParts> affiliates, IReadOnlyList<(AffiliateName Name, PublicKey Signing)> indexed, CancellationToken cancellationToken)
    {
        var accounts = affiliates.ToDictionary(affiliate => affiliate, AccountOf);
        if (_run is null || !_writers.Keys.ToHashSet().SetEquals(accounts.Values) || !_indexed.SetEquals(indexed.Select(entry => entry.Name)))
        {
            _run = Make(accounts, indexed);
        }

        return RunAsync(RunOnceAsync, _clock, cancellationToken);
    }

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

    private async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isBusy = await _run!.RunAsync(cancellationToken);
            if (!_attention.IsDue(_run.HasMoved, _run.OpenRows, _clock.GetUtcNow()) || isBusy)
            {
                return isBusy;
            }

            await _wake.WaitAsync(LookPeriod, _clock, cancellationToken);
            return true;
        }
        finally
        {
            _signals.Note(_run!);
        }
    }

    /// <summary>Ticks do not overlap, and a writer stays the same from one to the next.</summary>
    private ChainRun Make(Dictionary<AffiliateParts, AccountAddress> accounts, IReadOnlyList<(AffiliateName Name, PublicKey Signing)> indexed)
    {
        foreach (var gone in _writers.Keys.Except(accounts.Values).ToList())
        {
            _writers.Remove(gone);
        }

        foreach (var (affiliate, account) in accounts)
        {
            _writers.TryAdd(account, new OutboxWriter(_prefix, affiliate.Signer, _options, _outbox, _node, _node, _blocks));
        }

        _indexed = [.. indexed.Select(entry => entry.Name)];
        var owners = indexed.ToDictionary(entry => entry.Name, entry => (IReadOnlyCollection<AccountAddress>)[AccountOf(entry.Signing)]);
        var indexer = new ScopeIndexer(owners, _options, _node, accounts.Keys.First().Index);
        return new ChainRun(_options, _blocks, _cursors, _outbox, _writers, _workflows, _payloads, indexer, _clock, (account, error) => _troubles.Report(account.ToString(), error));
    }

    public void Dispose()
    {
        _http.Dispose();
        _channel.Dispose();
    }
}
