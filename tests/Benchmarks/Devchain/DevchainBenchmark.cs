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
            var grpc = new List<DevchainRound>();
            var own = new List<DevchainRound>();

            // The first round of each is for the compiler.
            for (var round = 0; round <= Rounds; round++)
            {
                grpc.Add(await run.RunAsync(each, overGrpc));
                own.Add(await run.RunAsync(each, inProcess));
            }

            return new BenchmarkResult("DC: the development chain, blocks on demand", [], [.. Checks(grpc[1..], own[1..])]);
        }
        finally
        {
            Array.ForEach(channels, channel => channel.Dispose());
            Array.ForEach(accounts, account => account.Dispose());
        }
    }

    private static IEnumerable<Check> Checks(IReadOnlyList<DevchainRound> grpc, IReadOnlyList<DevchainRound> own)
    {
        var perSecond = Median(grpc.Select(round => round.PerSecond));
        yield return new Check(
            string.Create(CultureInfo.InvariantCulture, $"development chain: {perSecond:#,0} tx/s (≥ {PerSecondMin:#,0}) over gRPC, {Connections} connections; {Processor(grpc)}, clients and all"),
            perSecond >= PerSecondMin);
        yield return new Check(
            string.Create(CultureInfo.InvariantCulture, $"development chain: {Median(own.Select(round => round.PerSecond)):#,0} tx/s in process; {Processor(own)}"), null);
    }

    private static string Processor(IEnumerable<DevchainRound> rounds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(rounds.Select(round => round.ProcessorMilliseconds)):0.00} ms of processor time each");

    private static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(Rounds / 2);
}
