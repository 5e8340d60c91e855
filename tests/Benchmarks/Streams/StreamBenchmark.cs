using System.Globalization;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;

namespace P8e.Benchmarks.Streams;

/// <summary>B4: seal a long content, put it through the store and open it again, beside the serial limit of its hashes and its cipher.</summary>
internal sealed class StreamBenchmark : IBenchmark
{
    private const long Mebibyte = 1024 * 1024;
    private const long ExtraBytesMax = 8 * Mebibyte;

    /// <summary>At least 0.85 of the limit's speed (design 14).</summary>
    private const double OverLimit = 1 / 0.85;

    public string Name => "B4";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        var block = new byte[Mebibyte];
        new Random(1).NextBytes(block);
        long[] sizes = bench.IsQuick ? [1, 16] : [1, 16, 256];
        var rows = new List<Row>();
        var checks = new List<Check>();
        foreach (var size in sizes)
        {
            using var work = new StreamWork(block, size * Mebibyte);
            await work.PrepareAsync();
            rows.AddRange(await MeasureAsync(bench, work, block, size));
            checks.Add(await CheckMemoryAsync($"seal and put {size} MiB", work.SealAsync));
            checks.Add(await CheckMemoryAsync($"open {size} MiB", work.OpenAsync));
        }

        return new BenchmarkResult("B4: long contents, sealed and put, opened and checked", rows, checks);
    }

    private static async Task<IEnumerable<Row>> MeasureAsync(Bench bench, StreamWork work, byte[] block, long size)
    {
        using var limit = new SerialLimit(block, size * Mebibyte);
        var series = await Alternation.MeasureAsync(
            bench.Plan, [new AsyncOperation(work.SealAsync), new AsyncOperation(work.OpenAsync), limit.Sha256, limit.Sha512, limit.Gcm]);
        var (sha256, sha512, gcm) = (series[2], series[3], series[4]);
        var once = sha256 + sha512 + gcm;
        return
        [
            Row.Compare($"seal and put {size} MiB, {Speed(size, series[0])}", series[0], "SHA-256 + SHA-512 + AES", once, OverLimit),
            Row.Compare($"open {size} MiB, {Speed(size, series[1])}", series[1], "the same + 2 SHA-256 + AES", once + (2 * sha256) + gcm, OverLimit),
        ];
    }

    private static string Speed(long size, Series series) =>
        string.Create(CultureInfo.InvariantCulture, $"{size * Mebibyte / series.Microseconds:#,0} MB/s");

    private static async Task<Check> CheckMemoryAsync(string name, Func<ValueTask> operation)
    {
        var extra = await PeakMemory.MeasureAsync(operation);
        return extra is { } bytes
            ? new Check(
                string.Create(CultureInfo.InvariantCulture, $"{name}: {(double)bytes / Mebibyte:0.0} MiB more than before at the worst moment (≤ {ExtraBytesMax / Mebibyte} MiB)"),
                bytes <= ExtraBytesMax)
            : new Check($"{name}: this system does not tell the peak of the working set", null);
    }
}
