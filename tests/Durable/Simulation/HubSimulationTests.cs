using System.Collections.Concurrent;
using System.Globalization;

namespace P8e.Durable.Tests.Simulation;

/// <summary>No step is lost or doubled, whatever dies when (reliability R1, R2, R5, R7).</summary>
public sealed class HubSimulationTests
{
    private const int Schedules = 5_000;
    private const int LongSchedules = 200_000;

    [Fact]
    public void Hub_UnderAnySchedule_LosesAndDoublesNothing()
    {
        var count = Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongSchedules : Schedules;
        var wrong = new ConcurrentBag<string>();
        var troubles = 0L;
        Parallel.For(1, count + 1, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, (seed, loop) =>
        {
            var simulation = new HubSimulation(seed);
            if (simulation.Run() is { } found)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {found}"));
                loop.Stop();
            }

            Interlocked.Add(ref troubles, simulation.Troubles);
        });

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order()));
        // A simulation without trouble proves nothing.
        Assert.InRange(troubles, count * 5L, long.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} schedules, {troubles} troubles");
    }

    [Fact]
    public void Hub_OneSeedTwice_RunsTheSame() => Assert.Equal(Trace(4711), Trace(4711));

    private static string Trace(int seed)
    {
        var simulation = new HubSimulation(seed);
        var outcome = simulation.Run();
        return $"{outcome} {simulation.Troubles} {string.Join(',', simulation.Workload.Effects.OrderBy(effect => effect.Key, StringComparer.Ordinal))} {simulation.Time.GetUtcNow():O}";
    }
}
