using System.Text.Json;

namespace P8e.Conformance.Chain.Surfaces;

/// <summary>Makes a recorded CometBFT call and compares the answer.</summary>
internal static class CometComparison
{
    private const string NotRecorded = "not recorded";

    /// <summary>Whether the recording has the whole request.</summary>
    internal static bool IsComplete(JsonElement call) => !(call.TryGetProperty("note", out var note) && note.GetString()!.Contains(NotRecorded, StringComparison.Ordinal));

    /// <summary>The first difference, or null.</summary>
    internal static async Task<string?> DifferenceAsync(SurfaceClient client, JsonElement call, CancellationToken cancellationToken)
    {
        var http = call.GetProperty("http").GetString()!.Split(' ', 2);
        var body = call.TryGetProperty("requestBody", out var json) ? json.GetRawText() : call.TryGetProperty("requestText", out var text) ? text.GetString() : null;
        var (status, reply) = await client.RpcAsync(http[0], http[1], body, cancellationToken);
        if (status != call.GetProperty("status").GetInt32())
        {
            return $"expected HTTP status {call.GetProperty("status")}, got {status} {reply}";
        }

        if (!call.TryGetProperty("reply", out var expected) || expected.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            // Listings and cut replies: their beginning, but for addresses, is all that there is to compare.
            var recorded = call.TryGetProperty("replyText", out var cut) ? cut.GetString()! : string.Empty;
            return recorded.Length == 0 == (reply.Length == 0) ? null : $"expected {recorded}, got {reply}";
        }

        if (reply.Length == 0)
        {
            return "expected an answer, got none";
        }

        using var actual = JsonDocument.Parse(reply);
        return RecordedJson.Difference(expected, actual.RootElement);
    }
}
