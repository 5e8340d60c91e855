namespace P8e.Benchmarks.Report;

/// <summary>What one benchmark found.</summary>
/// <param name="Title">Heading, with the benchmark's number.</param>
/// <param name="Rows">Comparisons.</param>
/// <param name="Checks">Other findings.</param>
internal sealed record BenchmarkResult(string Title, IReadOnlyList<Row> Rows, IReadOnlyList<Check> Checks)
{
    internal bool Holds => Rows.All(row => row.Holds != false) && Checks.All(check => check.Holds != false);
}
