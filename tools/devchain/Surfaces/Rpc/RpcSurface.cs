using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces.Rest;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>Answers CometBFT's RPC over HTTP: JSON-RPC posted to the root, and methods as paths (provenance-chain 4.6).</summary>
internal sealed class RpcSurface
{
    /// <summary>Largest request body, in bytes.</summary>
    internal const int MaximumBodyBytes = 1_000_000;

    /// <summary>Most requests of one body: each may be answered with the whole genesis.</summary>
    internal const int MaximumBatch = 100;

    private const string Version = "2.0";
    private const int UriId = -1;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, RpcMethod> _methods;

    internal RpcSurface(ChainNode node, QueryTable table, TimeProvider clock)
    {
        var json = new ProtoJson(new AnyTypes(node.Chain.Settings.Registry), node.Chain.Settings.Addresses);
        RpcMethod[] methods =
        [
            .. new NodeMethods(node).All(), .. new BlockMethods(node).All(), .. new BroadcastMethods(node, clock).All(),
            new AbciQueryMethod(node, table, json).Method,
        ];
        _methods = methods.ToDictionary(method => method.Name, StringComparer.Ordinal);
    }

    /// <summary>Answers one request, whatever it asks.</summary>
    internal async Task RunAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/');
        if (path.Length > 0)
        {
            await RunUriAsync(http, path).ConfigureAwait(false);
            return;
        }

        var body = await RequestBody.ReadAsync(http, MaximumBodyBytes).ConfigureAwait(false);
        if (body is null)
        {
            var refusal = Refusal(null, RpcException.InvalidRequest("error reading request body: http: request body too large"));
            await WriteAsync(http, StatusCodes.Status400BadRequest, refusal).ConfigureAwait(false);
        }
        else if (body.Length == 0)
        {
            await WriteTextAsync(http, StatusCodes.Status200OK, "text/html", Listing(http.Request.Host.Value!)).ConfigureAwait(false);
        }
        else
        {
            await RunBodyAsync(http, body).ConfigureAwait(false);
        }
    }

    private async Task RunUriAsync(HttpContext http, string name)
    {
        if (!_methods.TryGetValue(name, out var method))
        {
            await WriteTextAsync(http, StatusCodes.Status404NotFound, "text/plain", "404 page not found\n").ConfigureAwait(false);
            return;
        }

        var query = QueryHelpers.ParseQuery(http.Request.QueryString.Value).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.FirstOrDefault() ?? string.Empty));
        try
        {
            var result = await method.RunAsync(RpcArguments.FromUri(query), http.RequestAborted).ConfigureAwait(false);
            await WriteAsync(http, StatusCodes.Status200OK, Reply(UriId, result)).ConfigureAwait(false);
        }
        catch (RpcException fault)
        {
            await WriteAsync(http, StatusCodes.Status500InternalServerError, Refusal(UriId, fault)).ConfigureAwait(false);
        }
    }

    private async Task RunBodyAsync(HttpContext http, byte[] body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
            RequireTexts(body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var fault = RpcException.NoJson($"error unmarshaling request: {GoJson.Fault(Encoding.UTF8.GetString(body))}");
            await WriteAsync(http, StatusCodes.Status500InternalServerError, Refusal(null, fault)).ConfigureAwait(false);
            return;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                await WriteAsync(http, StatusCodes.Status200OK, await AnswerAsync(document.RootElement, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
                return;
            }

            if (document.RootElement.GetArrayLength() > MaximumBatch)
            {
                var refusal = Refusal(null, RpcException.InvalidRequest($"batch request exceeds maximum ({MaximumBatch}) allowed number of requests"));
                await WriteAsync(http, StatusCodes.Status200OK, refusal).ConfigureAwait(false);
                return;
            }

            var replies = new JsonArray();
            foreach (var request in document.RootElement.EnumerateArray())
            {
                if (await AnswerAsync(request, http.RequestAborted).ConfigureAwait(false) is { } reply)
                {
                    replies.Add((JsonNode)reply);
                }
            }

            await WriteAsync(http, StatusCodes.Status200OK, replies.Count == 0 ? null : replies).ConfigureAwait(false);
        }
    }

    // The parser lets half a character and bytes that are no UTF-8 pass; whoever reads such a text later fails.
    private static void RequireTexts(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }
    }

    /// <summary>Null when the caller wants no answer: without an id.</summary>
    private async Task<JsonObject?> AnswerAsync(JsonElement request, CancellationToken cancellationToken)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            return Refusal(null, RpcException.InvalidRequest("a request must be an object"));
        }

        if (Id(request) is not { } id)
        {
            return null;
        }

        try
        {
            var name = request.TryGetProperty("method", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : string.Empty;
            var method = _methods.GetValueOrDefault(name) ?? throw RpcException.UnknownMethod();
            var arguments = RpcArguments.FromJson(request.TryGetProperty("params", out var parameters) ? parameters : null, method.Parameters);
            return Reply(id, await method.RunAsync(arguments, cancellationToken).ConfigureAwait(false));
        }
        catch (RpcException fault)
        {
            return Refusal(id, fault);
        }
    }

    // Go reads any number into an integer.
    private static JsonNode? Id(JsonElement request) => !request.TryGetProperty("id", out var id) ? null : id.ValueKind switch
    {
        JsonValueKind.String => id.GetString(),
        JsonValueKind.Number when id.TryGetDouble(out var number) && Math.Abs(number) < long.MaxValue => (long)number,
        _ => null,
    };

    private static JsonObject Reply(JsonNode id, JsonNode result) => new() { ["jsonrpc"] = Version, ["id"] = id, ["result"] = result };

    private static JsonObject Refusal(JsonNode? id, RpcException fault)
    {
        var error = new JsonObject { ["code"] = fault.Code, ["message"] = fault.Title };
        if (fault.Detail is not null)
        {
            error["data"] = fault.Detail;
        }

        return id is null
            ? new JsonObject { ["jsonrpc"] = Version, ["error"] = error }
            : new JsonObject { ["jsonrpc"] = Version, ["id"] = id, ["error"] = error };
    }

    private static Task WriteAsync(HttpContext http, int status, JsonNode? reply) =>
        WriteTextAsync(http, status, "application/json", reply?.ToJsonString(Json) ?? string.Empty);

    private static async Task WriteTextAsync(HttpContext http, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }

    private string Listing(string host) => "<html><body><br>Available endpoints:<br><br>Endpoints that require arguments:<br>"
        + string.Concat(_methods.Values.OrderBy(method => method.Name, StringComparer.Ordinal).Select(method => Link($"//{host}/{method.Name}?{string.Join('&', method.Parameters.Select(name => name + "=_"))}")))
        + "</body></html>";

    private static string Link(string address)
    {
        var text = HtmlEncoder.Default.Encode(address);
        return $"<a href=\"{text}\">{text}</a></br>";
    }
}
