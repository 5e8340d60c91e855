using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace P8e.Functions.Invocations;

/// <summary>An HTTP request inside a call of the host, and the answer on its way back (functions-host 2.4, 2.5). Texts only: what streams goes by proxied functions.</summary>
internal sealed class WrappedHttpCall : IDisposable
{
    /// <summary>Name of the HTTP output binding in every function.json that has one.</summary>
    internal const string OutputBinding = "res";

    private readonly MemoryStream _answer = new();

    private WrappedHttpCall(JsonElement request, HttpContext outer)
    {
        Inner = new DefaultHttpContext { RequestServices = outer.RequestServices, RequestAborted = outer.RequestAborted };
        Inner.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_answer));
        var target = Uri.TryCreate(Text(request, "Url"), UriKind.Absolute, out var uri) ? uri : throw InvocationBody.Malformed("Url is no address");
        Inner.Request.Method = Text(request, "Method");
        Inner.Request.Scheme = target.Scheme;
        Inner.Request.Host = new HostString(target.Authority);
        Inner.Request.Path = PathString.FromUriComponent(target);
        Inner.Request.QueryString = QueryString.FromUriComponent(target);
        Inner.Request.Protocol = outer.Request.Protocol;
        if (request.TryGetProperty("Headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject())
            {
                Inner.Request.Headers[header.Name] = header.Value.EnumerateArray().Select(value => value.GetString()).ToArray();
            }
        }

        if (request.TryGetProperty("Body", out var body) && body.ValueKind == JsonValueKind.String)
        {
            Inner.Request.Body = new MemoryStream(IsBinary(Inner.Request.ContentType) ? body.GetBytesFromBase64() : Encoding.UTF8.GetBytes(body.GetString()!));
        }
    }

    /// <summary>What the program's routes see.</summary>
    internal DefaultHttpContext Inner { get; }

    internal static WrappedHttpCall Read(InvocationBody body, HttpContext outer)
    {
        try
        {
            using var request = JsonDocument.Parse(body.Trigger().ToArray());
            return new WrappedHttpCall(request.RootElement, outer);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw InvocationBody.Malformed("the trigger's value is no HTTP request");
        }
    }

    /// <summary>The answer as the output binding takes it.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("Outputs");
        writer.WriteStartObject(OutputBinding);
        writer.WriteNumber("statusCode", Inner.Response.StatusCode);
        writer.WriteStartObject("headers");
        foreach (var (name, values) in Inner.Response.Headers)
        {
            writer.WriteString(name, values.ToString());
        }

        writer.WriteEndObject();
        writer.WriteString("body", _answer.GetBuffer().AsSpan(0, (int)_answer.Length));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _answer.Dispose();

    private static string Text(JsonElement request, string name) => request.GetProperty(name).GetString() ?? throw InvocationBody.Malformed($"{name} is missing");

    private static bool IsBinary(string? contentType) => contentType is not null
        && (contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));
}
