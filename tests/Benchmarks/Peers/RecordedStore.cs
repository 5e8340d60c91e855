namespace P8e.Benchmarks.Peers;

/// <summary>
/// What the Rust object store (1.0.0-alpha.6, release build, PostgreSQL 15.18 and a file system behind it, replication and authorisation off) needed per
/// call: processor time of its own process alone, the better of two series. Recorded on a 2-core Intel Xeon on which <c>openssl speed</c> hashed 16 KiB
/// with SHA-256 at 1,943 MB/s and signed with P-256 in 18.1 µs; the client shared the cores.
/// </summary>
internal static class RecordedStore
{
    internal const string Origin =
        "Rust store: 1.0.0-alpha.6, processor time of its process alone (not the database's), better of two series, on a 2-core Intel Xeon where "
        + "`openssl speed` hashed 16 KiB with SHA-256 at 1,943 MB/s and signed with P-256 in 18.1 µs. Scaled by whichever of these two lines of this machine is "
        + "the nearer to it: the harder judge.";

    /// <summary>Gets of 1 KiB per second with 8 clients.</summary>
    internal const double GetsPerSecond = 3112.25;

    private const double Sha256Megabytes = 1942.757;
    private const double P256SignMicroseconds = 1e6 / 55315;

    private static readonly Dictionary<(bool IsPut, int ContentBytes, int Clients), (double Processor, double Peak)> Recorded = new()
    {
        [(true, 1 << 10, 1)] = (0.404, 15.1), [(true, 1 << 10, 8)] = (0.279, 15.7), [(true, 1 << 10, 32)] = (0.265, 17.8),
        [(false, 1 << 10, 1)] = (0.259, 14.7), [(false, 1 << 10, 8)] = (0.156, 15.4), [(false, 1 << 10, 32)] = (0.147, 16.5),
        [(true, 1 << 16, 1)] = (0.791, 15.2), [(true, 1 << 16, 8)] = (0.575, 20.1), [(true, 1 << 16, 32)] = (0.574, 33.4),
        [(false, 1 << 16, 1)] = (0.377, 15.6), [(false, 1 << 16, 8)] = (0.255, 17.6), [(false, 1 << 16, 32)] = (0.227, 22.3),
        [(true, 1 << 20, 1)] = (4.117, 26.9), [(true, 1 << 20, 8)] = (3.000, 68.2), [(true, 1 << 20, 32)] = (2.994, 184.0),
        [(false, 1 << 20, 1)] = (1.077, 28.1), [(false, 1 << 20, 8)] = (1.181, 48.6), [(false, 1 << 20, 32)] = (1.164, 77.1),
        [(true, 1 << 24, 1)] = (65.676, 154.2), [(true, 1 << 24, 8)] = (62.752, 471.9), [(true, 1 << 24, 32)] = (66.056, 1077.1),
        [(false, 1 << 24, 1)] = (12.811, 201.0), [(false, 1 << 24, 8)] = (14.409, 458.6), [(false, 1 << 24, 32)] = (22.429, 1313.7),
    };

    /// <summary>How many times slower this machine is.</summary>
    internal static double Slower(OpenSslSpeed here) =>
        Math.Min(here.P256SignMicroseconds / P256SignMicroseconds, here.Sha256Megabytes is { } megabytes ? Sha256Megabytes / megabytes : double.MaxValue);

    /// <summary>Processor time per call as it would be here, in µs.</summary>
    internal static double Microseconds(bool isPut, int contentBytes, int clients, OpenSslSpeed here) =>
        1000 * Recorded[(isPut, contentBytes, clients)].Processor * Slower(here);

    /// <summary>Most resident memory meanwhile, in MiB.</summary>
    internal static double PeakMebibytes(bool isPut, int contentBytes, int clients) => Recorded[(isPut, contentBytes, clients)].Peak;
}
