using System.Text.Json;
using P8e.Devchain.Events;
using P8e.Devchain.Transactions;

namespace P8e.Conformance.Chain;

/// <summary>Compares what the recording's page says can be compared: codes, codespaces, logs, data and events; not gas.</summary>
internal static class OutcomeComparison
{
    /// <summary>The first difference, or null.</summary>
    internal static string? Difference(RecordedTx recorded, TxOutcome? outcome)
    {
        if (outcome is null)
        {
            return "it did not get into its block";
        }

        var expected = recorded.Expected;
        return Difference("code", $"{CodeOf(expected)}", $"{outcome.Code}", outcome.Log)
            ?? Difference("codespace", expected.TryGetProperty("codespace", out var space) ? space.GetString()! : string.Empty, outcome.Codespace)
            ?? Difference("log", LogText.Comparable(LogOf(expected)), LogText.Comparable(outcome.Log))
            ?? (recorded.Height is null ? null : ResultDifference(expected, outcome));
    }

    /// <summary>The first event that differs, or null.</summary>
    internal static string? EventDifference(JsonElement expected, IReadOnlyList<ChainEvent> actual)
    {
        string[] recorded = [.. expected.GetProperty("events").EnumerateArray().Select(Text)];
        for (var i = 0; i < Math.Max(recorded.Length, actual.Count); i++)
        {
            var want = i < recorded.Length ? recorded[i] : "no event";
            var have = i < actual.Count ? Text(actual[i]) : "no event";
            if (want != have)
            {
                return $"event {i}: expected {want}, got {have}";
            }
        }

        return null;
    }

    private static string? ResultDifference(JsonElement expected, TxOutcome outcome) =>
        !expected.TryGetProperty("events", out _)
            ? null
            : Difference("data", expected.GetProperty("data").GetString() ?? string.Empty, outcome.DataBytes.ToBase64()) ?? EventDifference(expected, outcome.Events);

    private static uint CodeOf(JsonElement expected) => expected.TryGetProperty("resultCode", out var code) ? code.GetUInt32() : expected.GetProperty("code").GetUInt32();

    private static string LogOf(JsonElement expected) => expected.TryGetProperty("log", out var log) ? log.GetString()! : string.Empty;

    private static string? Difference(string what, string expected, string actual, string? detail = null) =>
        expected == actual ? null : $"{what}: expected {expected}, got {actual}{(string.IsNullOrEmpty(detail) ? string.Empty : $" ({detail})")}";

    private static string Text(JsonElement recorded) => Text(
        recorded.GetProperty("type").GetString()!,
        recorded.GetProperty("attributes").EnumerateArray().Select(pair => (pair.GetProperty("key").GetString()!, pair.GetProperty("value").GetString()!)));

    private static string Text(ChainEvent actual) => Text(actual.Type, actual.Attributes.Select(attribute => (attribute.Key, attribute.Value)));

    private static string Text(string type, IEnumerable<(string Key, string Value)> attributes) =>
        $"{type} {{{string.Join(", ", attributes.Select(pair => $"{pair.Key}={pair.Value}"))}}}";
}
