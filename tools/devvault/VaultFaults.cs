using System.Collections.Concurrent;

namespace P8e.Devvault;

/// <summary>What goes wrong on demand. Only code in this process reaches it; there is no route to it.</summary>
internal sealed class VaultFaults
{
    private int _throttled;

    /// <summary>Connections break off without an answer.</summary>
    internal bool Away { get; set; }

    /// <summary>Requests are taken and never answered.</summary>
    internal bool Slow { get; set; }

    /// <summary>Everything is 403 with this inner code; null for nothing.</summary>
    internal string? Refusal { get; set; }

    /// <summary>Signatures are answered with one bit changed.</summary>
    internal bool DamagedSignatures { get; set; }

    /// <summary>Seconds that a throttled request is told to wait; null does not say.</summary>
    internal int? RetryAfter { get; set; }

    /// <summary>Authenticated requests so far, as <c>GET /keys/name</c>.</summary>
    internal ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The next requests are 429.</summary>
    internal void Throttle(int times, int? retryAfter) => (_throttled, RetryAfter) = (times, retryAfter);

    internal bool TakeThrottle() => Interlocked.Decrement(ref _throttled) >= 0;
}
