using System.Diagnostics;
using System.Globalization;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;
using P8e.Execution.Sandbox;
using P8e.Execution.Wire.Messages;

namespace P8e.Benchmarks.Execution;

/// <summary>SB: a function in a sandbox process that is there, and in one that has to be started first, beside a process that does nothing.</summary>
internal sealed class SandboxBenchmark : IBenchmark
{
    private const double PooledMicrosecondsMax = 1_000;
    private const double ColdRatioMax = 3;

    public string Name => "SB";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        using var pool = SamplePackage.OpenPool();
        var pooled = (await Alternation.MeasureAsync(bench.Plan, [new PoolOperation(() => CallAsync(pool))]))[0];
        var cold = await Alternation.MeasureAsync(bench.Plan, [new PoolOperation(StartAndCallAsync), new PoolOperation(StartNothingAsync)]);
        List<Row> rows =
        [
            Row.Against("pooled call", pooled, "budget", PooledMicrosecondsMax, 1),
            Row.Compare("first call of a process, its start included", cold[0], "empty .NET program", cold[1], ColdRatioMax),
        ];
        return new BenchmarkResult("SB: a contract function in the sandbox", rows, [await CheckProcessorAsync(pool, bench.IsQuick ? 2_000 : 20_000)]);
    }

    private static async Task CallAsync(SandboxPool pool)
    {
        var outcomes = await pool.RunAsync(SamplePackage.Key, SamplePackage.ReadAsync, SamplePackage.Request, CancellationToken.None);
        if (outcomes is not [{ Kind: OutcomeKind.Passed }])
        {
            throw new InvalidOperationException("The function did not pass.");
        }
    }

    private static async Task StartAndCallAsync()
    {
        using var pool = SamplePackage.OpenPool();
        await CallAsync(pool);
    }

    private static async Task StartNothingAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "P8e.EmptyProgram")))!;
        await process.WaitForExitAsync();
    }

    private static async Task<Check> CheckProcessorAsync(SandboxPool pool, int calls)
    {
        var (own, sandbox) = (ChildProcessor.OwnMilliseconds, ChildProcessor.SandboxMilliseconds);
        for (var call = 0; call < calls; call++)
        {
            await CallAsync(pool);
        }

        return new Check(
            string.Create(
                CultureInfo.InvariantCulture,
                $"processor time of a pooled call: sandbox {(ChildProcessor.SandboxMilliseconds - sandbox) * 1000 / calls:0} µs, caller {(ChildProcessor.OwnMilliseconds - own) * 1000 / calls:0} µs"),
            null);
    }
}
