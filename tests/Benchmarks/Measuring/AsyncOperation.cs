using System.Diagnostics;

namespace P8e.Benchmarks.Measuring;

/// <summary>
/// A contender in this process whose methods are asynchronous in form. With local keys and memory streams they end without waiting, on the
/// thread that called them; otherwise the allocation of one thread would not be the operation's, so this refuses to count.
/// </summary>
internal sealed class AsyncOperation(Func<ValueTask> operation) : IContender
{
    public async ValueTask<Sample> RunAsync(int operations)
    {
        var thread = Environment.CurrentManagedThreadId;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < operations; done++)
        {
            await operation();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        return Environment.CurrentManagedThreadId == thread
            ? new Sample(elapsed.TotalNanoseconds, GC.GetAllocatedBytesForCurrentThread() - allocated)
            : throw new InvalidOperationException("The operation changed its thread, so its allocation is not known.");
    }
}
