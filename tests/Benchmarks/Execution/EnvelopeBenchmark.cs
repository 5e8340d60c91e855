using System.Diagnostics;
using System.Globalization;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;

namespace P8e.Benchmarks.Execution;

/// <summary>W: a whole envelope with one input and one function, from its session to its chain messages, both processes counted.</summary>
internal sealed class EnvelopeBenchmark : IBenchmark
{
    /// <summary>What this program is called with to run one envelope and end.</summary>
    internal const string FirstCommand = "first-envelope";

    private const double ProcessorMillisecondsMax = 2;
    private const double PerSecondMin = 1_000;
    private const int AtOnce = 4;
    private const int Rounds = 5;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public string Name => "W";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        using var work = await EnvelopeWork.PrepareAsync();
        var count = bench.IsQuick ? 500 : 2_000;
        _ = await EnvelopeRound.RunAsync(work, 2 * count, AtOnce); // For the compiler.
        var alone = new List<EnvelopeRound>();
        var together = new List<EnvelopeRound>();
        var first = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await EnvelopeRound.RunAsync(work, count, atOnce: 1));
            together.Add(await EnvelopeRound.RunAsync(work, count, AtOnce));
            first.Add(await StartToFirstAsync());
        }

        return new BenchmarkResult("W: a whole envelope, one input, one function", [], [.. Checks(bench.OpenSsl, alone, together, Median(first))]);
    }

    private static IEnumerable<Check> Checks(OpenSslSpeed? openSsl, List<EnvelopeRound> alone, List<EnvelopeRound> together, double firstSeconds)
    {
        var processor = Median(together.Select(round => round.ProcessorMilliseconds));
        var rate = Median(together.Select(round => round.PerSecond));
        yield return new Check(
            string.Create(Culture, $"{processor:0.00} ms of processor time (≤ {ProcessorMillisecondsMax:0}), {Median(together.Select(round => round.SandboxMilliseconds)):0.00} of it in the sandbox"),
            processor <= ProcessorMillisecondsMax);
        yield return new Check(string.Create(Culture, $"{rate:#,0} per second (≥ {PerSecondMin:#,0}), {AtOnce} at a time"), rate >= PerSecondMin);
        yield return new Check(
            string.Create(
                Culture,
                $"one at a time: {Median(alone.Select(round => round.PerSecond)):#,0} per second, {Median(alone.Select(round => round.ProcessorMilliseconds)):0.00} ms of processor time"),
            null);
        yield return new Check(string.Create(Culture, $"start of the program to the first envelope's messages: {firstSeconds:0.00} s"), null);
        if (openSsl is null)
        {
            yield break;
        }

        var slower = RecordedSdk.Slower(openSsl);
        yield return new Check(
            string.Create(Culture, $"the JVM SDK, recorded and scaled by {slower:0.00}: {RecordedSdk.ProcessorMilliseconds * slower:0.0} ms, {RecordedSdk.PerSecondAlone / slower:0} to {RecordedSdk.PerSecond / slower:0} per second, first result after {RecordedSdk.FirstSeconds * slower:0.0} s"),
            processor < RecordedSdk.ProcessorMilliseconds * slower && rate > RecordedSdk.PerSecond / slower && firstSeconds < RecordedSdk.FirstSeconds * slower);
    }

    /// <summary>In a process of its own, from before its start to its end, in seconds.</summary>
    private static async Task<double> StartToFirstAsync()
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [FirstCommand]))!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException("The first envelope failed.");
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(Rounds / 2);
}
