using System.Diagnostics;

namespace P8e.Benchmarks.Execution;

/// <summary>What one round of envelopes came to, per envelope.</summary>
/// <param name="PerSecond">Envelopes per second of wall time.</param>
/// <param name="OwnMilliseconds">Processor time of this process.</param>
/// <param name="SandboxMilliseconds">Processor time of the sandbox process.</param>
internal readonly record struct EnvelopeRound(double PerSecond, double OwnMilliseconds, double SandboxMilliseconds)
{
    internal double ProcessorMilliseconds => OwnMilliseconds + SandboxMilliseconds;

    /// <summary>Runs a number of envelopes, so many at a time.</summary>
    internal static async Task<EnvelopeRound> RunAsync(EnvelopeWork work, int count, int atOnce)
    {
        var (own, sandbox, start) = (ChildProcessor.OwnMilliseconds, ChildProcessor.SandboxMilliseconds, Stopwatch.GetTimestamp());
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await work.RunAsync();
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new EnvelopeRound(count / seconds, (ChildProcessor.OwnMilliseconds - own) / count, (ChildProcessor.SandboxMilliseconds - sandbox) / count);
    }
}
