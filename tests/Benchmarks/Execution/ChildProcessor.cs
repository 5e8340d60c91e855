using System.Globalization;

namespace P8e.Benchmarks.Execution;

/// <summary>Processor time of this process and of its living sandboxes. The kernel counts a child's in ticks of 10 ms: measure for a second or more.</summary>
internal static class ChildProcessor
{
    // As the kernel cuts a program's name.
    private const string Sandbox = "(P8e.Execution.S)";
    private const double MillisecondsPerTick = 10;

    /// <summary>This process's own, in ms.</summary>
    internal static double OwnMilliseconds => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    /// <summary>The sandboxes', in ms.</summary>
    internal static double SandboxMilliseconds => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Sum(folder => ReadTicks(Path.Combine(folder, "stat"))) * MillisecondsPerTick;

    private static double ReadTicks(string file)
    {
        try
        {
            // Number, name in parentheses, state, parent; user and system time are the 14th and 15th field (proc(5)).
            var text = File.ReadAllText(file);
            var end = text.LastIndexOf(')');
            var fields = text[(end + 2)..].Split(' ');
            return text[text.IndexOf('(', StringComparison.Ordinal)..(end + 1)] == Sandbox && Number(fields[1]) == Environment.ProcessId ? Number(fields[11]) + Number(fields[12]) : 0;
        }
        catch (IOException)
        {
            return 0; // It ended meanwhile.
        }
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
