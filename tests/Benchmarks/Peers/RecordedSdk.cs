namespace P8e.Benchmarks.Peers;

/// <summary>
/// What the Kotlin SDK (JVM 17) needs for one envelope with one input and one function, store in memory, caches on: recorded on a 2-core machine on
/// which <c>openssl speed</c> signed with P-256 in 17.4 µs.
/// </summary>
internal static class RecordedSdk
{
    internal const double ProcessorMilliseconds = 9.783;
    internal const double PerSecondAlone = 161.1;

    /// <summary>With two threads, beyond which it did not grow.</summary>
    internal const double PerSecond = 310.7;

    /// <summary>From the start of the JVM to the first result; the best of three.</summary>
    internal const double FirstSeconds = 2.246;

    private const double P256SignMicroseconds = 17.4;

    /// <summary>How many times slower this machine is.</summary>
    internal static double Slower(OpenSslSpeed here) => here.P256SignMicroseconds / P256SignMicroseconds;
}
