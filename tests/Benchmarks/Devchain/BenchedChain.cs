using System.Text.Json;
using P8e.Chain.Node;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces;
using P8e.Grpc.Client;

namespace P8e.Benchmarks.Devchain;

/// <summary>A development chain as a demonstration runs it: blocks on demand, the journal on disk, all surfaces open.</summary>
internal sealed class BenchedChain : IAsyncDisposable
{
    internal const string ChainId = "bench-1";
    private readonly DirectoryInfo _folder;
    private readonly BlockJournal _journal;
    private readonly DevchainHost _host;
    private readonly Task _production;
    private readonly CancellationTokenSource _end = new();
    private readonly TransactionCount _included;

    private BenchedChain(DirectoryInfo folder, BlockJournal journal, ChainNode node, DevchainHost host, BlockProducer producer, TransactionCount included)
    {
        (_folder, _journal, _host, _included, Mempool) = (folder, journal, host, included, node.Mempool);
        _production = producer.RunOnDemandAsync(included.Add, _end.Token);
    }

    internal Mempool Mempool { get; }

    internal static async Task<BenchedChain> StartAsync(IEnumerable<string> accounts)
    {
        var genesis = JsonSerializer.SerializeToUtf8Bytes(
            NewGenesis.Write(ChainId, DateTimeOffset.UnixEpoch, [.. accounts.Select(address => (address, "1000000000000000000000"))]));
        var chain = new DevChain(GenesisDocument.Read(genesis));
        var folder = Directory.CreateTempSubdirectory("p8e-bench-");
        var journal = BlockJournal.Open(Path.Combine(folder.FullName, "blocks.journal"), genesis, chain);
        var clock = new SettableClock(TimeProvider.System);
        var node = new ChainNode(chain, new Mempool(chain), genesis);
        var producer = new BlockProducer(chain, node.Mempool, clock);
        _ = producer.Produce();
        var host = await DevchainHost.StartAsync(node, producer, clock, default, CancellationToken.None);
        return new BenchedChain(folder, journal, node, host, producer, new TransactionCount());
    }

    /// <summary>A connection of its own.</summary>
    internal GrpcChannel Connect() => new(new GrpcEndpoint("the development chain", _host.Addresses.Grpc.ToString()), TimeProvider.System);

    /// <summary>Sends over a connection; the chain must take it.</summary>
    internal static async Task SendAsync(GrpcNode node, ReadOnlyMemory<byte> transaction)
    {
        var reply = await node.BroadcastAsync(transaction, CancellationToken.None);
        Require(reply.Code, reply.Log);
    }

    /// <summary>Sends without a network; the chain must take it.</summary>
    internal Task SubmitAsync(ReadOnlyMemory<byte> transaction)
    {
        var outcome = Mempool.Submit(transaction);
        Require(outcome.Code, outcome.Log);
        return Task.CompletedTask;
    }

    /// <summary>Waits until so many transactions are in blocks, and all of them succeeded.</summary>
    internal Task IncludedAsync(int total) => _included.ReachAsync(total);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _production;
        await _host.DisposeAsync();
        _journal.Dispose();
        _folder.Delete(recursive: true);
        _end.Dispose();
    }

    private static void Require(uint code, string log)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"The chain refused a transaction: {code} {log}");
        }
    }
}
