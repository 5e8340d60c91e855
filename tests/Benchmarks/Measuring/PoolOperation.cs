using System.Diagnostics;

namespace P8e.Benchmarks.Measuring;

/// <summary>A contender in this process that works on several threads; its allocation is all that the process allocates meanwhile.</summary>
internal sealed class PoolOperation(Func<Task> operation) : IContender
{
    public async ValueTask<Sample> RunAsync(int operations)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < operations; done++)
        {
            await operation();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Sample(elapsed.TotalNanoseconds, GC.GetTotalAllocatedBytes() - allocated);
    }
}
