using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;
using P8e.Cryptography.Curve;

namespace P8e.Benchmarks.Dime;

/// <summary>B3: open 4 KiB as the last of a growing number of readers, signature included.</summary>
internal sealed class OpenBenchmark : IBenchmark
{
    /// <summary>The goal of performance-anchors 2.4: 170 µs where the floor is 85.</summary>
    private const double OverFloor = 2.0;

    /// <summary>At least 1.25 times as fast as the JVM, with one reader and with 30 (performance-anchors B3).</summary>
    private const double OverJvm = 1 / 1.25;

    /// <summary>What reading an input may allocate beyond its own length: a rule of the house.</summary>
    private const int AllocatedBeyondInput = 64 * 1024;

    public string Name => "B3";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        using var symmetric = new SymmetricFloor();
        var sealers = SealBenchmark.Readers.Select(readers => new SealWork(Secp256k1.Default, readers)).ToArray();
        var containers = new List<byte[]>();
        foreach (var sealer in sealers)
        {
            containers.Add((await sealer.SealAsync()).ToStored(sealer.LastReader.PublicKey));
        }

        var works = sealers.Select((sealer, i) => new OpenWork(Secp256k1.Default, sealer.LastReader, containers[i])).ToArray();
        IReadOnlyList<IContender> parts = bench.CurveProgram is { } c ? new CFloor(c, symmetric).Parts : [];
        var series = await Alternation.MeasureAsync(bench.Plan, [.. works.Select(work => new AsyncOperation(work.OpenAsync)), .. parts]);
        var floor = parts.Count > 0 ? CFloor.Open([.. series.Skip(works.Length)]) : null;
        var rows = works.Select((work, i) => Row.Compare(
            Title(SealBenchmark.Readers[i]), series[i], "C floor", floor, OverFloor, work.ContainerBytes + AllocatedBeyondInput)).ToList();
        if (bench.OpenSsl is { } openSsl)
        {
            var jvm = RecordedJvm.Scale(RecordedJvm.Open, openSsl);
            rows.AddRange(new[] { 0, works.Length - 1 }.Select(i =>
                Row.Against(Title(SealBenchmark.Readers[i]), series[i], "JVM, recorded", jvm, OverJvm)));
        }

        var calls = await CountCallsAsync(sealers, containers);
        Array.ForEach(sealers, sealer => sealer.Dispose());
        return new BenchmarkResult("B3: open 4 KiB and verify", rows, [calls]);
    }

    private static string Title(int readers) => $"open as reader {readers} of {readers}";

    private static async Task<Check> CountCallsAsync(SealWork[] sealers, List<byte[]> containers)
    {
        var counts = new List<int>();
        for (var i = 0; i < sealers.Length; i++)
        {
            var counting = new CountingCurve(Secp256k1.Default);
            await new OpenWork(counting, sealers[i].LastReader, containers[i]).OpenAsync();
            counts.Add(counting.Calls);
        }

        return new Check(
            $"curve operations with {string.Join(", ", SealBenchmark.Readers)} readers: {string.Join(", ", counts)} (must be equal)", counts.Distinct().Count() == 1);
    }
}
