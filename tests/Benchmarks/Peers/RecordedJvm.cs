namespace P8e.Benchmarks.Peers;

/// <summary>
/// What the JVM's BouncyCastle 1.72 (JDK 17, warmed up) needs for the same work, in µs. Recorded on a 2-core AMD EPYC on which
/// <c>openssl speed</c> signed with P-256 in 19.6 µs. The totals are sums of the parts: the SDK itself, with its own copies and its
/// verification after each signature, is slower, so these are the harder opponents.
/// </summary>
internal static class RecordedJvm
{
    internal const string Origin =
        "JVM: BouncyCastle 1.72, JDK 17, on a 2-core AMD EPYC where `openssl speed` signed with P-256 in 19.6 µs: key generation 78, ECDH 100, sign 249, "
        + "verify 112 µs; sums of parts: seal 4 KiB 263 + 184 per reader, open 220 µs. Scaled by the P-256 line of this machine. "
        + "The SDK as a whole was recorded elsewhere (P-256 sign 17.4 µs) at 1,945 µs for a put of 100 bytes into memory and 2,383 µs with five readers.";

    internal const double Generate = 78;
    internal const double Agree = 100;
    internal const double Sign = 249;
    internal const double Verify = 112;
    internal const double Open = 220;

    private const double P256SignMicroseconds = 19.6;
    private const double SealFixed = 263;
    private const double SealPerReader = 184;

    /// <summary>Sealing 4 KiB with its signature.</summary>
    internal static double Seal(int readers) => SealFixed + (SealPerReader * readers);

    /// <summary>A recorded figure as it would be here.</summary>
    internal static double Scale(double microseconds, OpenSslSpeed here) => microseconds * here.P256SignMicroseconds / P256SignMicroseconds;
}
