using System.Diagnostics;

namespace P8e.Benchmarks.Measuring;

/// <summary>An asynchronous contender that uses several threads: allocation is counted for the whole process, so nothing else may run meanwhile.</summary>
internal sealed class ProcessOperation(Func<ValueTask> operation) : IContender
{
    public async ValueTask<Sample> RunAsync(int operations)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < operations; done++)
        {
            await operation();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Sample(elapsed.TotalNanoseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
