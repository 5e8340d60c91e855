using System.Net;
using System.Text.Json;

namespace P8e.ImitatedHost.Calls;

/// <summary>How the host judges a reply, and what it makes of the value in it (functions-host 2.5, 2.6, 3.6).</summary>
public static class HostReplies
{
    /// <summary>The reply's object.</summary>
    /// <exception cref="InvocationFailedException">The host would fail the invocation.</exception>
    /// <exception cref="NeverEndsException">The host would wait.</exception>
    public static JsonElement Judge(int status, string? contentType, string body)
    {
        if (status is < 200 or > 299)
        {
            throw new InvocationFailedException(
                "System.Net.Http.HttpRequestException", $"Response status code does not indicate success: {status} ({Reason(status)}).");
        }

        if (status == 204 || body.Length == 0)
        {
            throw new NeverEndsException("empty");
        }

        var media = contentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (media is not ("application/json" or "text/json"))
        {
            throw Invalid(body);
        }

        JsonElement reply;
        try
        {
            using var document = JsonDocument.Parse(body);
            reply = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Invalid(body);
        }

        return reply.ValueKind switch
        {
            JsonValueKind.Null => throw new NeverEndsException("null"),
            JsonValueKind.Object => reply,
            _ => throw Invalid(body),
        };
    }

    /// <summary>A member, its name compared ignoring case; null when it is absent or null.</summary>
    public static JsonElement? Member(JsonElement reply, string name)
    {
        var found = reply.EnumerateObject().FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
        return found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : found;
    }

    /// <summary>The result that the history gets of a value.</summary>
    public static string? Result(JsonElement? value) => value is { } present ? HostJson.Rewrite(present, readsDates: true) : null;

    private static InvocationFailedException Invalid(string body) => new("System.InvalidOperationException", "Invalid HttpResponseMessage:\n" + body);

    private static string Reason(int status) => status == 500 ? "Internal Server Error" : ((HttpStatusCode)status).ToString();
}
