using System.Globalization;
using System.Text.Json;

namespace P8e.Conformance.Chain.Surfaces;

/// <summary>
/// Compares JSON values member by member. Left out is what the recording's page excepts: gas, hashes of blocks and of the application, what
/// belongs to the recorded node's keys, name and place, and the events of blocks, which come from modules that are not there.
/// </summary>
internal static class RecordedJson
{
    private static readonly HashSet<string> Excepted = new(StringComparer.Ordinal)
    {
        "gas_used", "gas_wanted", "estimated_gas", "block_id", "last_block_id", "last_commit", "last_commit_hash", "validators_hash",
        "next_validators_hash", "validator_hash", "app_hash", "last_results_hash", "proposer_address", "latest_block_hash", "latest_app_hash",
        "earliest_block_hash", "earliest_app_hash", "earliest_block_time", "last_block_app_hash", "block_size", "node_info", "validator_info",
        "default_node_info", "application_version", "commit", "validators", "finalize_block_events", "genesis", "latest_block_time", "heightHeader",
    };

    private static readonly string[] Texts = ["log", "raw_log", "message", "data"];

    /// <summary>Where the two differ first, or null.</summary>
    internal static string? Difference(JsonElement expected, JsonElement actual, string path = "$")
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return Tell(path, expected, actual);
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Object => MemberDifference(expected, actual, path),
            JsonValueKind.Array => ItemDifference(expected, actual, path),
            JsonValueKind.Number => expected.GetDouble().Equals(actual.GetDouble()) ? null : Tell(path, expected, actual),
            JsonValueKind.String => Comparable(expected, path) == Comparable(actual, path) ? null : Tell(path, expected, actual),
            _ => null,
        };
    }

    private static string? MemberDifference(JsonElement expected, JsonElement actual, string path)
    {
        foreach (var member in expected.EnumerateObject().Where(member => !Excepted.Contains(member.Name)))
        {
            if (!actual.TryGetProperty(member.Name, out var other))
            {
                return $"{path}.{member.Name} is missing";
            }

            if (Difference(member.Value, other, $"{path}.{member.Name}") is { } difference)
            {
                return difference;
            }
        }

        return actual.EnumerateObject().Where(member => !Excepted.Contains(member.Name) && !expected.TryGetProperty(member.Name, out _))
            .Select(member => $"{path}.{member.Name} should not be there").FirstOrDefault();
    }

    private static string? ItemDifference(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
        {
            return $"{path}: expected {expected.GetArrayLength()} items, got {actual.GetArrayLength()}";
        }

        return expected.EnumerateArray().Zip(actual.EnumerateArray())
            .Select((pair, i) => Difference(pair.First, pair.Second, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string Comparable(JsonElement text, string path) =>
        Texts.Any(name => path.EndsWith("." + name, StringComparison.Ordinal)) ? SurfaceText.Comparable(text.GetString()!) : text.GetString()!;

    private static string Tell(string path, JsonElement expected, JsonElement actual) => $"{path}: expected {Cut(expected)}, got {Cut(actual)}";

    private static string Cut(JsonElement value) => value.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : value.GetRawText();
}
