using System.Globalization;
using System.Text.Json;
using P8e.Durable.Replay;

namespace P8e.Conformance.Durable;

/// <summary>Deterministic GUIDs.</summary>
internal static class GuidCase
{
    internal static void Check(JsonElement sample)
    {
        var clock = DateTimeOffset.Parse(sample.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
        var guid = DeterministicGuid.Create(sample.GetProperty("instanceId").GetString()!, clock, sample.GetProperty("counter").GetInt32());
        Expect.Equal("guid", sample.GetProperty("guid").GetString(), guid.ToString());
    }
}
