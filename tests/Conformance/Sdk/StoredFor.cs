using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Cryptography.Keys;

namespace P8e.Conformance.Sdk;

/// <summary>What is stored for whom, as lines that can be compared: a hash and its readers' keys, in any order.</summary>
internal static class StoredFor
{
    internal static IEnumerable<string> Recorded(JsonElement traffic) => traffic.EnumerateArray()
        .Where(call => call.Text("rpc").EndsWith("/Put", StringComparison.Ordinal) && call.TryGetProperty("audience", out _) && call.TryGetProperty("hash", out _))
        .Select(call => Line(call.Text("hash"), call.GetProperty("audience").EnumerateArray().Select(reader => SdkKeys.Get(reader.Text("key")).PublicKey)));

    /// <param name="objects">What was put.</param>
    /// <param name="owner">The affiliate, which always reads.</param>
    internal static IEnumerable<string> Seen(MemoryObjects objects, PublicKey owner) =>
        objects.Puts.Select(put => Line(put.Hash.ToString(), put.Audience.Append(owner)));

    internal static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string Line(string hash, IEnumerable<PublicKey> readers) =>
        $"{hash} for {string.Join(' ', readers.Distinct().Select(key => key.ToString()).Order(StringComparer.Ordinal))}";
}
