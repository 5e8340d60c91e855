using System.Text;
using System.Text.Json;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces.Rest;

namespace P8e.Conformance.Chain.Surfaces;

/// <summary>Asks a recorded query over gRPC and over REST and compares both answers.</summary>
internal sealed class QueryComparison(SurfaceClient client, QueryTable table, ProtoJson json)
{
    /// <summary>The first difference, or null.</summary>
    internal async Task<string?> DifferenceAsync(JsonElement query, CancellationToken cancellationToken) =>
        await GrpcDifferenceAsync(query, cancellationToken) ?? await RestDifferenceAsync(query, cancellationToken);

    private async Task<string?> GrpcDifferenceAsync(JsonElement query, CancellationToken cancellationToken)
    {
        if (Text(query, "grpcMethod") is not { } path || !query.TryGetProperty("requestBase64", out var request))
        {
            return null;
        }

        var reply = await client.CallAsync(path, request.GetBytesFromBase64(), Text(query, "grpcMetadata"), cancellationToken);
        if (query.TryGetProperty("grpcError", out var error))
        {
            var (code, message) = (error.GetProperty("code").GetInt32(), SurfaceText.Comparable(error.GetProperty("message").GetString()!));
            return reply.Status == code && SurfaceText.Comparable(reply.Message) == message
                ? null
                : $"gRPC: expected {code} {message}, got {reply.Status} {reply.Message}";
        }

        return reply.Status != 0 ? $"gRPC: expected an answer, got {reply.Status} {reply.Message}"
            : table.Find(path) is not { } method ? $"gRPC: no method {path}"
            : BodyDifference(method, query.GetProperty("responseBase64").GetBytesFromBase64(), reply.Body);
    }

    // Field by field, because the recorded encoder writes empty fields that ours leaves out (provenance-chain 2.14).
    private string? BodyDifference(QueryMethod method, byte[] expected, byte[] actual)
    {
        using var left = ToJson(method, expected);
        using var right = ToJson(method, actual);
        return RecordedJson.Difference(left.RootElement, right.RootElement) is { } difference ? $"gRPC: {difference}" : null;
    }

    private JsonDocument ToJson(QueryMethod method, byte[] message)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            json.Write(writer, method.Method.OutputType.Parser.ParseFrom(message));
        }

        return JsonDocument.Parse(stream.ToArray());
    }

    private async Task<string?> RestDifferenceAsync(JsonElement query, CancellationToken cancellationToken)
    {
        if (!query.TryGetProperty("rest", out var rest))
        {
            return null;
        }

        var (status, body) = await client.RestAsync(
            rest.GetProperty("method").GetString()!, rest.GetProperty("path").GetString()!, Body(rest), Text(rest, "header") ?? Text(query, "grpcMetadata"), cancellationToken);
        if (status != rest.GetProperty("status").GetInt32())
        {
            return $"REST: expected {rest.GetProperty("status")}, got {status} {body}";
        }

        using var expected = JsonDocument.Parse(rest.GetProperty("body").GetString()!);
        using var actual = JsonDocument.Parse(body);
        return RecordedJson.Difference(expected.RootElement, actual.RootElement) is { } difference ? $"REST: {difference}" : null;
    }

    private static string? Body(JsonElement rest) => !rest.TryGetProperty("requestBody", out var body) ? null
        : body.ValueKind == JsonValueKind.String ? body.GetString()
        : Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(body));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
