using System.Runtime.InteropServices;
using System.Text;
using P8e.Benchmarks.Peers;
using P8e.Cryptography.Curve;

namespace P8e.Benchmarks.Report;

/// <summary>Says on what machine the figures were taken.</summary>
internal static class MachineReport
{
    internal static string Write(Bench bench)
    {
        var text = new StringBuilder("# Measured\n\n");
        text.Append("Ratios are time over the baseline's time, less is faster; medians of ")
            .Append(bench.Plan.Rounds)
            .Append(" rounds in turns. Spread: distance between the quartiles of the subject's rounds. How to read it: README.md.\n\n");
        foreach (var fact in Facts(bench))
        {
            text.Append("- ").Append(fact).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Facts(Bench bench)
    {
        yield return $"processor: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}";
        yield return $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}";
        yield return $"curve: {Secp256k1.Choose(null).Description}; C program: {(bench.CurveProgram is null ? "not built (run eng/bench.sh where there is a C compiler)" : "built")}";
        yield return bench.OpenSsl is { } openSsl ? string.Join("; ", openSsl.Lines) : "no openssl: recorded peers cannot be scaled and are left out";
        if (bench.OpenSsl is not null)
        {
            yield return RecordedJvm.Origin;
        }
    }

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(candidate => candidate.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
