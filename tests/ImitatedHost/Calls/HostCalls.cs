using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace P8e.ImitatedHost.Calls;

/// <summary>
/// The host's way of calling a custom handler: wrapped, in chunks, with three headers (functions-host 2.1 to 2.4). Replies are judged as strictly as the host does.
/// </summary>
/// <param name="handler">The handler's address.</param>
/// <param name="escapes">True writes what is not ASCII, and <c>+</c>, as <c>\uXXXX</c>; a reader must take both.</param>
public sealed class HostCalls(Uri handler, bool escapes) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = handler,
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly JsonSerializerOptions _writing = new() { Encoder = escapes ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a client would send as <c>Authorization</c> with every HTTP request; null for none.</summary>
    public string? Authorization { get; set; }

    /// <summary>Calls an orchestrator with a request of the engine; answers the response's bytes.</summary>
    public async Task<byte[]> OrchestrateAsync(string function, byte[] request, CancellationToken cancellationToken)
    {
        var reply = await InvokeAsync(function, new JsonObject { ["context"] = Literal(Convert.ToBase64String(request)) }, [], cancellationToken);
        return HostReplies.Member(reply, "ReturnValue") is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
            ? Convert.FromBase64String(text)
            : throw new InvocationFailedException("System.InvalidOperationException", "The function invocation resulted in a null response.");
    }

    /// <summary>Calls an activity; answers the result that the history gets.</summary>
    /// <param name="function">Its function.</param>
    /// <param name="instanceId">Who asks.</param>
    /// <param name="input">The scheduled text; null for none.</param>
    /// <param name="cancellationToken">Breaks the call off.</param>
    public async Task<string?> RunActivityAsync(string function, string instanceId, string? input, CancellationToken cancellationToken)
    {
        var data = new JsonObject { ["input"] = input is null ? "null" : Literal(input) };
        var metadata = new JsonObject { ["instanceId"] = Literal(instanceId) };
        if (input is not null)
        {
            metadata["input"] = Literal(input);
            var value = JsonNode.Parse(input);
            metadata["data"] = Encode(value);
            // The trap: members of an object overwrite what the host put there (functions-host 2.3).
            foreach (var (name, member) in value as JsonObject ?? [])
            {
                if (member is not (null or JsonArray))
                {
                    metadata[name] = Encode(member);
                }
            }
        }

        return HostReplies.Result(HostReplies.Member(await InvokeAsync(function, data, metadata, cancellationToken), "ReturnValue"));
    }

    /// <summary>Calls a timer with a durable client.</summary>
    public Task TickAsync(string function, JsonObject client, CancellationToken cancellationToken) => InvokeAsync(
        function,
        new JsonObject { ["timer"] = new JsonObject { ["IsPastDue"] = false }, ["client"] = Literal(client) },
        [],
        cancellationToken);

    /// <summary>Calls a wrapped HTTP function with a durable client; answers the status and the body of its output.</summary>
    public Task<(int Status, string? ContentType, string Body)> CallHttpAsync(
        string function, string method, Uri url, string? body, JsonObject client, CancellationToken cancellationToken) =>
        CallHttpAsync(function, method, url, body, [], client, cancellationToken);

    /// <summary>The same with further headers.</summary>
    public async Task<(int Status, string? ContentType, string Body)> CallHttpAsync(
        string function, string method, Uri url, string? body, IEnumerable<KeyValuePair<string, string>> headers, JsonObject client, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["Url"] = url.AbsoluteUri, ["Method"] = method, ["Query"] = new JsonObject(), ["Params"] = new JsonObject(),
            ["Headers"] = new JsonObject { ["Content-Type"] = new JsonArray("application/json") },
        };
        if (Authorization is not null)
        {
            request["Headers"]![nameof(Authorization)] = new JsonArray(Authorization);
        }

        foreach (var (name, value) in headers)
        {
            request["Headers"]![name] = new JsonArray(value);
        }

        if (body is not null)
        {
            request["Body"] = body;
        }

        var reply = await InvokeAsync(function, new JsonObject { ["req"] = request, ["client"] = Literal(client) }, [], cancellationToken);
        var output = reply.GetProperty("Outputs").GetProperty("res");
        var type = output.GetProperty("headers").TryGetProperty("Content-Type", out var named) ? named.GetString() : null;
        return (output.GetProperty("statusCode").GetInt32(), type, output.GetProperty("body").GetString()!);
    }

    /// <summary>Any wrapped call.</summary>
    public async Task<JsonElement> InvokeAsync(string function, JsonObject data, JsonObject metadata, CancellationToken cancellationToken)
    {
        metadata["sys"] = new JsonObject { ["MethodName"] = function, ["UtcNow"] = "2026-01-02T03:04:05.1234567Z", ["RandGuid"] = "11111111-2222-3333-4444-555555555555" };
        return await SendAsync(function, new JsonObject { ["Data"] = data, ["Metadata"] = metadata }.ToJsonString(_writing), cancellationToken);
    }

    /// <summary>A body as it stands.</summary>
    public async Task<JsonElement> SendAsync(string function, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + function) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", "0f0e0d0c-0b0a-0908-0706-050403020100");
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1052.200");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", "4.1052.200"));
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellationToken) : string.Empty;
            return HostReplies.Judge((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), text);
        }
        catch (HttpRequestException error)
        {
            throw new InvocationFailedException("System.Net.Http.HttpRequestException", error.Message);
        }
    }

    /// <summary>A request that is no invocation: what others on the machine could send.</summary>
    public Task<HttpResponseMessage> SendPlainAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        _http.SendAsync(new HttpRequestMessage(method, path), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private JsonNode Encode(JsonNode? value) => value is JsonObject ? value.DeepClone() : value?.ToJsonString(_writing) ?? "null";

    private string Literal(string text) => JsonSerializer.Serialize(text, _writing);

    private string Literal(JsonObject value) => value.ToJsonString(_writing);
}
