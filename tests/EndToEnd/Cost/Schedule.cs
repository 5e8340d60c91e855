using System.Globalization;
using System.Text.Json;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Cost;

/// <summary>How often each timer of the function app fires, read from its folder.</summary>
internal static class Schedule
{
    private const int SecondsOfMonth = 30 * 86400;

    /// <summary>Ticks of a month of 30 days, by function.</summary>
    internal static IReadOnlyDictionary<string, int> All { get; } = Read();

    private static SortedDictionary<string, int> Read()
    {
        var ticks = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "function.json", SearchOption.AllDirectories))
        {
            using var function = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var binding in function.RootElement.GetProperty("bindings").EnumerateArray().Where(binding => binding.GetProperty("type").GetString() == "timerTrigger"))
            {
                ticks[Path.GetFileName(Path.GetDirectoryName(file)!)] = SecondsOfMonth / SecondsOf(binding.GetProperty("schedule").GetString()!);
            }
        }

        return ticks;
    }

    // Of second, minute, hour the first one with a step says how often; this tree has no other form.
    private static int SecondsOf(string schedule)
    {
        int[] units = [1, 60, 3600];
        var fields = schedule.Split(' ');
        var field = Array.FindIndex(fields, text => text.StartsWith("*/", StringComparison.Ordinal));
        return units[field] * int.Parse(fields[field].AsSpan(2), CultureInfo.InvariantCulture);
    }
}
