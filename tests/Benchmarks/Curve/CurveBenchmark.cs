using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;
using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;

namespace P8e.Benchmarks.Curve;

/// <summary>B1: every operation of both implementations, beside libsecp256k1 called from C, the bare base class library and the recorded JVM.</summary>
internal sealed class CurveBenchmark : IBenchmark
{
    private const double OverC = 1.3;
    private const double OverBareLibrary = 0.25;

    private sealed record Case(
        string Name, IContender? Native, IContender Platform, IContender? C, IContender? Bare = null, double? Jvm = null);

    public string Name => "B1";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        using var bare = new BareLibrary();
        var best = Secp256k1.Choose(null);
        var native = best.Backend == CurveBackend.Native ? new CurveWork(best) : null;
        var rows = new List<Row>();
        foreach (var one in Cases(native, new CurveWork(Secp256k1.Choose("platform")), bench.CurveProgram, bare))
        {
            rows.AddRange(await MeasureAsync(bench, one));
        }

        if (native is not null)
        {
            rows.Add(await MeasureWholeKeyAsync(bench, best));
        }

        List<Check> checks = [new("native is " + (native is null ? "not on this machine" : best.Description) + "; C is the same library called by a C program.", null)];
        return new BenchmarkResult("B1: secp256k1, one operation", rows, checks);
    }

    private static IEnumerable<Case> Cases(CurveWork? native, CurveWork platform, CurveProgram? c, BareLibrary bare) =>
    [
        new("key generation", native?.Generate, platform.Generate, c?.Generate, BareLibrary.Generate, RecordedJvm.Generate),
        new("ECDH", native?.Agree, platform.Agree, c?.Agree, bare.Agree, RecordedJvm.Agree),
        new("sign", native?.Sign, platform.Sign, c?.Sign, bare.Sign, RecordedJvm.Sign),
        new("verify", native?.Verify, platform.Verify, c?.Verify, bare.Verify, RecordedJvm.Verify),
        new("parse compressed key", native?.ParseCompressed, platform.ParseCompressed, c?.ParseCompressed),
        new("parse uncompressed key", native?.ParseUncompressed, platform.ParseUncompressed, c?.ParseUncompressed, bare.ParseUncompressed),
    ];

    private static async Task<IEnumerable<Row>> MeasureAsync(Bench bench, Case one)
    {
        IContender?[] contenders = [one.Native, one.Platform, one.C, one.Bare];
        var measured = await Alternation.MeasureAsync(bench.Plan, [.. contenders.OfType<IContender>()]);
        var next = 0;
        var series = contenders.Select(contender => contender is null ? null : measured[next++]).ToArray();
        var (native, platform, c, bare) = (series[0], series[1]!, series[2], series[3]);
        var rows = new List<Row>();
        if (native is not null)
        {
            rows.Add(Row.Compare($"{one.Name}, native", native, "C", c, OverC, allocatedBytesMax: 0));
            if (bare is not null)
            {
                rows.Add(Row.Compare($"{one.Name}, native", native, "bare BCL", bare, OverBareLibrary));
            }

            if (one.Jvm is { } jvm && bench.OpenSsl is { } openSsl)
            {
                rows.Add(Row.Against($"{one.Name}, native", native, "JVM, recorded", RecordedJvm.Scale(jvm, openSsl), ratioMax: 1));
            }
        }

        rows.Add(bare is null
            ? Row.Compare($"{one.Name}, platform", platform, "C", c)
            : Row.Compare($"{one.Name}, platform", platform, "bare BCL", bare));
        return rows;
    }

    /// <summary>What callers use: randomness, a pinned key object and its public key.</summary>
    private static async Task<Row> MeasureWholeKeyAsync(Bench bench, ISecp256k1 curve)
    {
        var random = new SystemRandomSource();
        IContender whole = new Operation(() => PrivateKey.Generate(random, curve).Dispose());
        IContender[] contenders = bench.CurveProgram is { } c ? [whole, c.Generate] : [whole];
        var series = await Alternation.MeasureAsync(bench.Plan, contenders);
        return Row.Compare("`PrivateKey.Generate`, native", series[0], "C, without randomness", series.ElementAtOrDefault(1), OverC);
    }
}
