using System.Globalization;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;
using P8e.Cryptography.Curve;

namespace P8e.Benchmarks.Dime;

/// <summary>B2: seal 4 KiB for a growing number of readers, signature included.</summary>
internal sealed class SealBenchmark : IBenchmark
{
    internal static readonly int[] Readers = [1, 3, 10, 30];

    private const double OverFloor = 2.1;
    private const int BudgetReaders = 3;
    private const double BudgetMicroseconds = 500;
    private const double BudgetSignMicroseconds = 28;

    /// <summary>At least 1.6 times as fast as the JVM (design 14).</summary>
    private const double OverJvm = 1 / 1.6;

    public string Name => "B2";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        using var symmetric = new SymmetricFloor();
        var works = Readers.Select(readers => new SealWork(Secp256k1.Default, readers)).ToArray();
        IReadOnlyList<IContender> parts = bench.CurveProgram is { } c ? new CFloor(c, symmetric).Parts : [];
        var series = await Alternation.MeasureAsync(
            bench.Plan, [.. works.Select(work => new AsyncOperation(async () => await work.SealAsync())), .. parts]);
        var subjects = series.Take(works.Length).ToArray();
        IReadOnlyList<Series>? floor = parts.Count > 0 ? [.. series.Skip(works.Length)] : null;
        var rows = new List<Row>();
        for (var i = 0; i < works.Length; i++)
        {
            var output = (await works[i].SealAsync()).OutputBytes;
            rows.Add(Row.Compare(
                Title(Readers[i]), subjects[i], "C floor", floor is null ? null : CFloor.Seal(floor, Readers[i]), OverFloor, (2 * output) + 4096));
        }

        rows.AddRange(Budgets(bench, subjects[Array.IndexOf(Readers, BudgetReaders)], floor));
        Array.ForEach(works, work => work.Dispose());
        return new BenchmarkResult("B2: seal 4 KiB and sign", rows, [Slope(subjects, floor)]);
    }

    private static string Title(int readers) => $"seal, {readers} reader{(readers == 1 ? "" : "s")}";

    private static IEnumerable<Row> Budgets(Bench bench, Series three, IReadOnlyList<Series>? floor)
    {
        if (floor is not null)
        {
            var budget = BudgetMicroseconds * CFloor.Sign(floor).Microseconds / BudgetSignMicroseconds;
            yield return Row.Against(Title(BudgetReaders), three, "500 µs × C sign / 28 µs", budget, ratioMax: 1);
        }

        if (bench.OpenSsl is { } openSsl)
        {
            yield return Row.Against(Title(BudgetReaders), three, "JVM, recorded", RecordedJvm.Scale(RecordedJvm.Seal(BudgetReaders), openSsl), OverJvm);
        }
    }

    /// <summary>b of a + b·N, from the smallest and the largest N of the same rounds.</summary>
    private static Check Slope(Series[] subjects, IReadOnlyList<Series>? floor)
    {
        var span = Readers[^1] - Readers[0];
        var slope = new Series([.. subjects[^1].Rounds.Zip(subjects[0].Rounds, (many, one) => (many - one) / span)], 0);
        var bytes = (subjects[^1].AllocatedBytes - subjects[0].AllocatedBytes) / span;
        var text = string.Create(CultureInfo.InvariantCulture, $"each further reader: {slope.Microseconds:0.0} µs, {bytes} bytes allocated");
        if (floor is null)
        {
            return new Check(text, null);
        }

        var wrap = CFloor.Wrap(floor);
        var ratio = slope.RatioTo(wrap);
        return new Check(
            string.Create(CultureInfo.InvariantCulture, $"{text}; C floor {wrap.Microseconds:0.0} µs, ratio {ratio:0.00} (≤ {OverFloor:0.00})"), ratio <= OverFloor);
    }
}
