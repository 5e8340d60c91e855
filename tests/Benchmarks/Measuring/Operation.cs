using System.Diagnostics;

namespace P8e.Benchmarks.Measuring;

/// <summary>A contender in this process that does not wait for anything.</summary>
internal sealed class Operation(Action operation) : IContender
{
    public ValueTask<Sample> RunAsync(int operations)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < operations; done++)
        {
            operation();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        return ValueTask.FromResult(new Sample(elapsed.TotalNanoseconds, GC.GetAllocatedBytesForCurrentThread() - allocated));
    }
}
