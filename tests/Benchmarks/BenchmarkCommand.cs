using System.CommandLine;
using P8e.Benchmarks.Chain;
using P8e.Benchmarks.Curve;
using P8e.Benchmarks.Devchain;
using P8e.Benchmarks.Dime;
using P8e.Benchmarks.Engine;
using P8e.Benchmarks.Execution;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;
using P8e.Benchmarks.Start;
using P8e.Benchmarks.Store;
using P8e.Benchmarks.Streams;
using P8e.Ports;

namespace P8e.Benchmarks;

/// <summary>The command line. Exit code 0: all targets are met; 1: something is over; 2: not understood.</summary>
internal static class BenchmarkCommand
{
    private const string All = "all";

    private static readonly IBenchmark[] Benchmarks =
        [new CurveBenchmark(), new SealBenchmark(), new OpenBenchmark(), new StreamBenchmark(), new StoreBenchmark(), new LongObjectBenchmark(), new MailBenchmark(), new EngineBenchmark(), new FollowBenchmark(), new TransactionBenchmark(), new DevchainBenchmark(),
            new SandboxBenchmark(), new EnvelopeBenchmark(), new StartBenchmark()];

    internal static RootCommand Create(TextWriter output)
    {
        var which = new Argument<string>("benchmark") { Description = "Which benchmark.", DefaultValueFactory = _ => All };
        which.AcceptOnlyFromAmong([.. Benchmarks.Select(benchmark => benchmark.Name), All]);
        var quick = new Option<bool>("--quick") { Description = "Short rounds and small sizes: less than a minute, for a first look." };
        var write = new Option<bool>("--write") { Description = "Store the result as the accepted table." };
        var isLong = new Option<bool>("--long") { Description = "Also what takes minutes: objects of 2 GiB." };
        var command = new RootCommand("Measures this system beside its limits and its peers.") { which, quick, isLong, write };
        command.SetAction((parsed, _) => RunAsync(output, parsed.GetValue(which)!, parsed.GetValue(quick), parsed.GetValue(isLong), parsed.GetValue(write)));
        var first = new Command(EnvelopeBenchmark.FirstCommand, "Runs one envelope and ends: what W starts to measure the start.") { Hidden = true };
        first.SetAction((_, _) => RunFirstAsync());
        command.Add(first);
        return command;
    }

    private static async Task RunFirstAsync()
    {
        using var work = await EnvelopeWork.PrepareAsync();
        await work.RunAsync();
    }

    private static async Task<int> RunAsync(TextWriter output, string which, bool isQuick, bool isLong, bool write)
    {
        if (write && (isQuick || which != All))
        {
            await Console.Error.WriteLineAsync("Only a full run of all benchmarks is stored: give --write alone.");
            return 2;
        }

        using var curveProgram = CurveProgram.TryStart();
        var bench = new Bench(isQuick ? RoundPlan.Quick : RoundPlan.Full, isQuick, isLong, curveProgram, await OpenSslSpeed.MeasureAsync(isQuick));
        var report = new List<string> { MachineReport.Write(bench) };
        await output.WriteLineAsync(report[0]);
        var holds = true;
        foreach (var benchmark in Benchmarks.Where(benchmark => which == All || which == benchmark.Name))
        {
            var result = await benchmark.RunAsync(bench);
            holds &= result.Holds;
            report.Add(MarkdownReport.Write(result));
            await output.WriteLineAsync(report[^1]);
        }

        if (write)
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, "tests", "Benchmarks", "accepted.md"), string.Join('\n', report));
        }

        return holds ? 0 : 1;
    }
}
