using System.Diagnostics;
using P8e.StoreServer;

namespace P8e.Benchmarks.Store;

/// <summary>What one round of calls came to.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Milliseconds">How long each call took.</param>
/// <param name="Before">What the server had used before.</param>
/// <param name="After">And after.</param>
internal sealed record LoadRound(int Calls, double Seconds, IReadOnlyList<double> Milliseconds, ProcessUsage Before, ProcessUsage After)
{
    internal double PerSecond => Calls / Seconds;

    /// <summary>Processor time of the server per call.</summary>
    internal double ProcessorNanoseconds => 1000.0 * (After.ProcessorMicroseconds - Before.ProcessorMicroseconds) / Calls;

    /// <summary>Managed bytes that the server allocated per call.</summary>
    internal long AllocatedBytes => (After.AllocatedBytes - Before.AllocatedBytes) / Calls;

    /// <summary>Has each client call one after the other until the time is over and everybody has called once.</summary>
    internal static async Task<LoadRound> RunAsync(StoreProcess server, IReadOnlyList<LoadClient> clients, Func<LoadClient, Task> call, TimeSpan time)
    {
        var before = await server.UsageAsync();
        var start = Stopwatch.GetTimestamp();
        var taken = await Task.WhenAll(clients.Select(client => Task.Run(() => CallAsync(client, call, start, time))));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        List<double> milliseconds = [.. taken.SelectMany(each => each)];
        return new LoadRound(milliseconds.Count, seconds, milliseconds, before, await server.UsageAsync());
    }

    private static async Task<List<double>> CallAsync(LoadClient client, Func<LoadClient, Task> call, long start, TimeSpan time)
    {
        var milliseconds = new List<double>();
        do
        {
            var called = Stopwatch.GetTimestamp();
            await call(client);
            milliseconds.Add(Stopwatch.GetElapsedTime(called).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(start) < time);
        return milliseconds;
    }
}
