using System.Globalization;

namespace P8e.StoreServer;

/// <summary>What this process has used since its start.</summary>
/// <param name="ProcessorMicroseconds">Processor time of all its threads.</param>
/// <param name="AllocatedBytes">Managed bytes allocated.</param>
/// <param name="Collections">Collections of the generations 0, 1 and 2.</param>
/// <param name="ResidentKibibytes">Resident memory now.</param>
/// <param name="PeakKibibytes">Most resident memory since the peak was reset.</param>
/// <param name="StorageCalls">Calls of the ports, with the adapter <c>counted</c>.</param>
public sealed record ProcessUsage(
    long ProcessorMicroseconds, long AllocatedBytes, IReadOnlyList<int> Collections, long ResidentKibibytes, long PeakKibibytes, long StorageCalls)
{
    private const string ResetFile = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Reads back a line of <see cref="ToString"/>.</summary>
    public static ProcessUsage Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var fields = line.Split(' ').Select(field => long.Parse(field, Culture)).ToArray();
        return new ProcessUsage(fields[0], fields[1], [(int)fields[2], (int)fields[3], (int)fields[4]], fields[5], fields[6], fields[7]);
    }

    /// <summary>Eight numbers with spaces between them.</summary>
    public override string ToString() => string.Create(
        Culture, $"{ProcessorMicroseconds} {AllocatedBytes} {Collections[0]} {Collections[1]} {Collections[2]} {ResidentKibibytes} {PeakKibibytes} {StoreBackends.Calls}");

    internal static Task ResetPeakAsync() => File.WriteAllTextAsync(ResetFile, ResetPeak);

    internal static ProcessUsage Now()
    {
        var status = File.ReadAllLines("/proc/self/status");
        return new ProcessUsage(
            (long)Environment.CpuUsage.TotalTime.TotalMicroseconds,
            GC.GetTotalAllocatedBytes(),
            [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)],
            Kibibytes(status, "VmRSS:"),
            Kibibytes(status, "VmHWM:"),
            StoreBackends.Calls);
    }

    private static long Kibibytes(string[] status, string label) =>
        long.Parse(status.First(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), Culture);
}
