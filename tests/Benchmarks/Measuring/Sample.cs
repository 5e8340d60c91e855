namespace P8e.Benchmarks.Measuring;

/// <summary>What one round of a contender took.</summary>
/// <param name="Nanoseconds">Wall time of the whole round.</param>
/// <param name="AllocatedBytes">Managed bytes allocated by the round's thread; zero for a contender in another process.</param>
internal readonly record struct Sample(double Nanoseconds, long AllocatedBytes);
