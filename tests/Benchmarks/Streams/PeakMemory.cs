using System.Diagnostics;

namespace P8e.Benchmarks.Streams;

/// <summary>How much more memory the process held at the worst moment of an operation than before it. Linux only: elsewhere the peak cannot be reset.</summary>
internal static class PeakMemory
{
    private const string ResetFile = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    /// <summary>Measures one operation.</summary>
    /// <returns>Bytes, or null where the system cannot tell.</returns>
    internal static async Task<long?> MeasureAsync(Func<ValueTask> operation)
    {
        if (!File.Exists(ResetFile))
        {
            return null;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // Gives free memory back, so that taking it again shows.
        await File.WriteAllTextAsync(ResetFile, ResetPeak);
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        await operation();
        process.Refresh();
        return process.PeakWorkingSet64 - before;
    }
}
