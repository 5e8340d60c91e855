using Google.Protobuf.WellKnownTypes;

namespace P8e.ObjectStore.Service;

/// <summary>Times in answers have microseconds, as a database of the Rust store keeps them (object-store 3.4).</summary>
internal static class WireTime
{
    internal static Timestamp Of(DateTimeOffset time) => Timestamp.FromDateTimeOffset(time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)));
}
