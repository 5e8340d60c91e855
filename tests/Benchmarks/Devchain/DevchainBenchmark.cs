using System.Globalization;
using P8e.Benchmarks.Report;
using P8e.Chain.Node;
using P8e.Grpc.Client;

namespace P8e.Benchmarks.Devchain;

/// <summary>DC: envelope-shaped transactions through the development chain, from four clients until all are in blocks and on disk.</summary>
internal sealed class DevchainBenchmark : IBenchmark
{
    private const int Connections = 4;
    private const int AccountsPerConnection = 4;
    private const double PerSecondMin = 1000;
    private const int Rounds = 5;

    public string Name => "DC";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        Envelopes[] accounts = [.. Enumerable.Range(0, Connections * AccountsPerConnection).Select(index => new Envelopes(index, BenchedChain.ChainId))];
        await using var chain = await BenchedChain.StartAsync(accounts.Select(account => account.Address));
        GrpcChannel[] channels = [.. Enumerable.Range(0, Connections).Select(_ => chain.Connect())];
        try
        {
            await chain.SubmitAsync(await accounts[0].SignSpecificationsAsync());
            var run = new DevchainRun(chain, accounts);
            var nodes = channels.Select(channel => new GrpcNode(channel, TimeSpan.FromSeconds(30))).ToArray();
            var each = bench.IsQuick ? 50 : 200;
            Func<int, ReadOnlyMemory<byte>, Task> overGrpc = (account, transaction) => BenchedChain.SendAsync(nodes[account % Connections], transaction);
            Func<int, ReadOnlyMemory<byte>, Task> inProcess = (_, transaction) => chain.SubmitAsync(transaction);
            var grpc = new List<double>();
            var own = new List<double>();

            // The first round of each is for the compiler.
            for (var round = 0; round <= Rounds; round++)
            {
                grpc.Add(await run.PerSecondAsync(each, overGrpc));
                own.Add(await run.PerSecondAsync(each, inProcess));
            }

            return new BenchmarkResult("DC: the development chain, blocks on demand", [], Checks(Median(grpc[1..]), Median(own[1..])));
        }
        finally
        {
            Array.ForEach(channels, channel => channel.Dispose());
            Array.ForEach(accounts, account => account.Dispose());
        }
    }

    private static Check[] Checks(double grpc, double own) =>
    [
        new(string.Create(CultureInfo.InvariantCulture, $"development chain: {grpc:#,0} tx/s (≥ {PerSecondMin:#,0}) over gRPC, {Connections} connections, the clients on this machine"), grpc >= PerSecondMin),
        new(string.Create(CultureInfo.InvariantCulture, $"development chain: {own:#,0} tx/s in process"), null),
    ];

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
