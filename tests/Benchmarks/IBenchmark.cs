using P8e.Benchmarks.Report;

namespace P8e.Benchmarks;

/// <summary>One of the numbered benchmarks.</summary>
internal interface IBenchmark
{
    /// <summary>Its number, as the command line takes it: <c>B1</c>.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    Task<BenchmarkResult> RunAsync(Bench bench);
}
