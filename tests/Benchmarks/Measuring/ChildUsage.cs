using System.Globalization;

namespace P8e.Benchmarks.Measuring;

/// <summary>Processor time of this process's living children of one name. The kernel counts a child's in ticks of 10 ms: measure for a second or more.</summary>
internal static class ChildUsage
{
    private const double MillisecondsPerTick = 10;

    /// <summary>In ms.</summary>
    /// <param name="name">The program's name as the kernel cuts it, at 15 characters.</param>
    internal static double Milliseconds(string name) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Sum(folder => Ticks(Path.Combine(folder, "stat"), name)) * MillisecondsPerTick;

    private static double Ticks(string file, string name)
    {
        try
        {
            // Number, name in parentheses, state, parent; user and system time are the 14th and 15th field (proc(5)).
            var text = File.ReadAllText(file);
            var end = text.LastIndexOf(')');
            var fields = text[(end + 2)..].Split(' ');
            return text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..end] == name && Number(fields[1]) == Environment.ProcessId ? Number(fields[11]) + Number(fields[12]) : 0;
        }
        catch (IOException)
        {
            return 0; // It ended meanwhile.
        }
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
