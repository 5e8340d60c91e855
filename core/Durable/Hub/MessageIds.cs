using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace P8e.Durable.Hub;

/// <summary>Ids that sort by time of sending and are the same when a message is sent again.</summary>
internal static class MessageIds
{
    internal static string Fresh(DateTimeOffset sent, Guid id) => Create(sent, id.ToString("N"));

    /// <summary>Of what an instance decided.</summary>
    internal static string Of(DateTimeOffset decided, string instanceId, EffectKey decision) =>
        Create(decided, string.Create(CultureInfo.InvariantCulture, $"{Hash(instanceId)}-{decision.Generation:D10}-{decision.Id:D10}"));

    /// <summary>Which shard reminds of an instance.</summary>
    internal static int Shard(string instanceId, int shards)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(instanceId), digest);
        return digest[0] % shards;
    }

    private static string Create(DateTimeOffset time, string source) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks:D19}-{source}");

    private static string Hash(string instanceId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId)).AsSpan(0, 16));
}
