using System.Globalization;
using System.Text;

namespace P8e.Benchmarks.Report;

/// <summary>Writes results as Markdown: the same text for the screen and for the accepted table.</summary>
internal static class MarkdownReport
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    internal static string Write(BenchmarkResult result)
    {
        var text = new StringBuilder($"## {result.Title}\n\n");
        text.Append("| operation | median µs | spread | B/op | baseline | its µs | ratio | target | |\n");
        text.Append("|---|---:|---:|---:|---|---:|---:|---:|---|\n");
        foreach (var row in result.Rows)
        {
            text.Append(Culture, $"| {row.Operation} | {Time(row.Microseconds)} | {Share(row.Spread)} | {Bytes(row)} | {row.Baseline} | ")
                .Append(Culture, $"{Time(row.BaselineMicroseconds)} | {Number(row.Ratio)} | {Target(row)} | {Verdict(row)} |\n");
        }

        if (result.Checks.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var check in result.Checks)
        {
            text.Append(Culture, $"- {(check.Holds switch { true => "ok: ", false => "**over**: ", null => "" })}{check.Text}\n");
        }

        return text.ToString();
    }

    private static string Time(double? microseconds) =>
        microseconds is { } time ? time.ToString(time < 10 ? "0.00" : time < 100 ? "0.0" : "#,0", Culture) : "";

    private static string Number(double? ratio) => ratio is { } number ? number.ToString("0.00", Culture) : "";

    private static string Share(double? spread) => spread is { } share ? share.ToString("0 %", Culture) : "";

    private static string Bytes(Row row) => (row.AllocatedBytes, row.AllocatedBytesMax) switch
    {
        (null, _) => "",
        ({ } bytes, null) => bytes.ToString("#,0", Culture),
        ({ } bytes, { } most) => string.Create(Culture, $"{bytes:#,0} (≤ {most:#,0})"),
    };

    private static string Target(Row row) => row is { Ratio: not null, RatioMax: { } most } ? string.Create(Culture, $"≤ {most:0.00}") : "";

    private static string Verdict(Row row) => (row.Holds, row.IsSlow, row.IsFat) switch
    {
        (null, _, _) => "–",
        (true, _, _) => "ok",
        (_, true, true) => "**over: time, memory**",
        (_, true, _) => "**over: time**",
        _ => "**over: memory**",
    };
}
