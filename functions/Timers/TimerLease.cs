using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using P8e.Durable.Ports;

namespace P8e.Functions.Timers;

/// <summary>A timer's lease in the embedded hub's store, beside the leases of the hub's shards.</summary>
internal sealed class TimerLease(IHubStore store, string timer, string owner)
{
    // The hub's own leases are 0 to 63 (TaskHubOptions.Shards).
    private const int FirstNumber = 64;

    /// <summary>The lease's number. It follows from the name alone, so that instances of different versions mean the same lease.</summary>
    internal int Number { get; } = NumberOf(timer);

    internal Task<bool> TryHoldAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.TryHoldLeaseAsync(Number, owner, now, until, cancellationToken);

    internal Task ReleaseAsync(CancellationToken cancellationToken) => store.ReleaseLeaseAsync(Number, owner, cancellationToken);

    /// <summary>Two names may meet only by chance, once in a thousand million; then the two timers take turns.</summary>
    private static int NumberOf(string timer) =>
        FirstNumber + (BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(timer))) & 0x3fff_ffff);
}
