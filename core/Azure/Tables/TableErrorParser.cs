using System.Text.Json;
using Azure;
using Azure.Core;

namespace P8e.Azure.Tables;

/// <summary>Reads <c>{"odata.error":{"code":…,"message":{"lang":…,"value":…}}}</c>.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        ArgumentNullException.ThrowIfNull(response);
        data = null;
        error = ParseBody(response);
        if (error is null && response.Headers.TryGetValue(TableHeaders.ErrorCode, out var code))
        {
            error = new ResponseError(code, null);
        }

        return error is not null;
    }

    /// <summary>The code of a refusal; null when there is none to be found.</summary>
    public static string? CodeOf(Response response) =>
        response.Headers.TryGetValue(TableHeaders.ErrorCode, out var code) ? code : ParseBody(response)?.Code;

    internal static ResponseError? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            if (Member(document.RootElement, "odata.error") is not { } detail || Text(Member(detail, "code")) is not { } code)
            {
                return null;
            }

            var message = Member(detail, "message") is { } outer ? Text(Member(outer, "value")) : null;
            return new ResponseError(code, message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Whatever stands between us and the service may answer with a page of its own: then the status is all there is.
            return null;
        }
    }

    private static ResponseError? ParseBody(Response response) =>
        response.ContentStream is MemoryStream ? Parse(response.Content.ToMemory()) : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
