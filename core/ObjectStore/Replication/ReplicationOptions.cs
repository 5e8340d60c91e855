using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Replication;

/// <summary>How objects are sent to other stores (<c>ObjectStore:Replication:…</c>).</summary>
public sealed class ReplicationOptions
{
    /// <summary>Known peers. Default none.</summary>
    public IReadOnlyList<PeerOptions> Peers { get; init; } = [];

    /// <summary>
    /// Addresses that are connected to although they are not public: networks (<c>10.1.0.0/16</c>), single addresses, or a host with its port
    /// (<c>store.internal:8080</c>) whatever its address is. Default none.
    /// </summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>A file of certificates in PEM whose authorities are trusted beside the system's. Null, the default: the system's alone.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>How long a peer may give no sign of life, 100 ms to 10 min. Default 30 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a round waits for its slowest peers before it leaves them to the next one, 0 to 10 min. Default 2 s.</summary>
    public TimeSpan RoundPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most peers that are sent to at the same time, 1 to 256. Default 16.</summary>
    public int PeersAtOnce { get; init; } = 16;

    /// <summary>Objects of one key after which it is the turn of another key of the same peer, 1 to 100. Default 10 (object-store 6.7).</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>Wait after the first failure of an object or a peer, 1 s to 1 h; each further failure doubles it. Default 30 s (object-store 6.7).</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait after a failure, up to 24 h. Default 32 min (object-store 6.7).</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(32);

    /// <summary>Age at which a pointer to an object that is not there is taken for the remains of a crash, 1 min to 7 days; longer than the longest upload. Default 1 h.</summary>
    public TimeSpan MissingGrace { get; init; } = TimeSpan.FromHours(1);

    internal void Check()
    {
        Require(Patience >= TimeSpan.FromMilliseconds(100) && Patience <= TimeSpan.FromMinutes(10), nameof(Patience), "100 ms to 10 min, for example 00:00:30");
        Require(RoundPatience >= TimeSpan.Zero && RoundPatience <= TimeSpan.FromMinutes(10), nameof(RoundPatience), "0 to 10 min, for example 00:00:02");
        Require(PeersAtOnce is >= 1 and <= 256, nameof(PeersAtOnce), "1 to 256, for example 16");
        Require(BatchSize is >= 1 and <= 100, nameof(BatchSize), "1 to 100, for example 10");
        Require(BackoffMin >= TimeSpan.FromSeconds(1) && BackoffMin <= TimeSpan.FromHours(1), nameof(BackoffMin), "1 s to 1 h, for example 00:00:30");
        Require(BackoffMax >= BackoffMin && BackoffMax <= TimeSpan.FromHours(24), nameof(BackoffMax), "BackoffMin to 24 h, for example 00:32:00");
        Require(MissingGrace >= TimeSpan.FromMinutes(1) && MissingGrace <= TimeSpan.FromDays(7), nameof(MissingGrace), "1 min to 7 days, for example 01:00:00");
        Require(Peers.All(peer => (peer.HeaderName is null) == (peer.HeaderValueFile is null)), "Peers", "such that HeaderName and HeaderValueFile are both there or both not");
    }

    /// <summary>The wait after some failures in a row, at least one.</summary>
    internal TimeSpan BackoffAfter(int failures)
    {
        var wait = BackoffMin * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return wait < BackoffMax ? wait : BackoffMax;
    }

    private static void Require(bool isMet, string setting, string range)
    {
        if (!isMet)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading ObjectStore:Replication: {setting} must be {range}.");
        }
    }
}
