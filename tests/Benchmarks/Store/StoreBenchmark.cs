using System.Globalization;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;

namespace P8e.Benchmarks.Store;

/// <summary>B5: put and get through the store's gRPC surface in a process of its own, beside a server that answers constants and the recorded Rust store.</summary>
internal sealed class StoreBenchmark : IBenchmark
{
    private const int Kibibyte = 1 << 10;
    private const int Mebibyte = 1 << 20;

    /// <summary>Performance anchors, B5.</summary>
    private const double TailMax = 5;
    private const double OfBareRateMin = 0.5;

    /// <summary>Design 14: with 32 clients and objects of 16 MiB, in MiB.</summary>
    private const double PeakMax = 128;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public string Name => "B5";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        int[] sizes = bench.IsQuick ? [Kibibyte, Mebibyte] : [Kibibyte, 64 * Kibibyte, Mebibyte, 16 * Mebibyte];
        int[] callers = bench.IsQuick ? [8] : [1, 8, 32];
        var rows = new List<Row>();
        var checks = new List<Check>();
        foreach (var size in sizes)
        {
            await using var work = await StoreWork.StartAsync(size);
            foreach (var isPut in (bool[])[true, false])
            {
                foreach (var clients in callers)
                {
                    var pair = await work.MeasureAsync(isPut, clients);
                    rows.AddRange(Rows(bench.OpenSsl, pair));
                    checks.AddRange(Checks(bench.OpenSsl, pair));
                }
            }
        }

        if (!bench.IsQuick)
        {
            checks.AddRange(await AzuriteLoad.RunAsync(sizes));
        }

        checks.Add(new Check("time is processor time of the server's process, per call; rows in memory, long payloads forgotten and read back as zeros", null));
        if (bench.OpenSsl is { } openSsl)
        {
            checks.Add(new Check(string.Create(Culture, $"{RecordedStore.Origin} Here: {RecordedStore.Slower(openSsl):0.00} times slower."), null));
        }

        return new BenchmarkResult("B5: put and get over gRPC", rows, checks);
    }

    private static IEnumerable<Row> Rows(OpenSslSpeed? openSsl, StorePair pair)
    {
        var operation = string.Create(Culture, $"{pair.Name}: {pair.Ours.PerSecond:#,0}/s");
        yield return Row.Compare(operation, pair.Ours.Processor, "constants", pair.Bare.Processor);
        if (openSsl is not null)
        {
            yield return Row.Against(operation, pair.Ours.Processor, "Rust, recorded", RecordedStore.Microseconds(pair.IsPut, pair.ContentBytes, pair.Clients, openSsl), 1);
        }
    }

    private static IEnumerable<Check> Checks(OpenSslSpeed? openSsl, StorePair pair)
    {
        var small = pair.ContentBytes <= Kibibyte;
        var atMost32 = pair is { ContentBytes: 16 * Mebibyte, Clients: 32 };
        yield return new Check(
            string.Create(
                Culture,
                $"{pair.Name}: resident {pair.Ours.IdleMebibytes:0} MiB before, at most {pair.Ours.PeakMebibytes:0} MiB{(atMost32 ? $" (≤ {PeakMax})" : "")}; constants {pair.Bare.PeakMebibytes:0}, Rust, recorded {RecordedStore.PeakMebibytes(pair.IsPut, pair.ContentBytes, pair.Clients):0}"),
            atMost32 ? pair.Ours.PeakMebibytes <= PeakMax : null);
        if (pair.Clients == 32)
        {
            var tail = pair.Ours.Percentile(99) / pair.Ours.Percentile(50);
            yield return new Check(
                string.Create(Culture, $"{pair.Name}: p50 {pair.Ours.Percentile(50):0.0} ms, p99 {pair.Ours.Percentile(99):0.0} ms, {tail:0.0} times as long{(small ? $" (≤ {TailMax})" : "")}"),
                small ? tail <= TailMax : null);
        }

        if (!pair.IsPut)
        {
            var share = pair.RateOfBare;
            yield return new Check(
                string.Create(Culture, $"{pair.Name}: {share:0.00} of the rate of constants{(small ? $" (≥ {OfBareRateMin})" : "")}"),
                small ? share >= OfBareRateMin : null);
        }

        if (openSsl is not null && pair is { IsPut: false, ContentBytes: Kibibyte, Clients: 8 })
        {
            var least = RecordedStore.GetsPerSecond / RecordedStore.Slower(openSsl);
            yield return new Check(string.Create(Culture, $"{pair.Name}: {pair.Ours.PerSecond:#,0} per second (Rust, recorded and scaled: {least:#,0})"), pair.Ours.PerSecond >= least);
        }
    }
}
