using System.Text;
using Microsoft.AspNetCore.Http;
using P8e.Protocol.Errors;

namespace P8e.Functions.Access;

/// <summary>
/// A person at the console: the browser asks for a name, which does not matter, and a password, which is the API key, and sends both with every request to this program, also with one that a page
/// elsewhere makes it send. So a password is taken for the console itself, and for what the console's page asks for; never for another page's request.
/// </summary>
internal static class BrowserCallers
{
    private const string Basic = "Basic ";
    private const string ConsolePath = "/console";

    /// <summary>The call's credential as the gate takes it: <c>Bearer</c>, a space and a key or a token; null for none.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessUnauthenticated"/>: a password where none is taken.</exception>
    internal static string? ReadCredential(HttpRequest request)
    {
        var text = request.Headers.Authorization.ToString();
        if (!text.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        return IsOfThisProgram(request)
            ? Password(text[Basic.Length..]) is { } key ? $"Bearer {key}" : null
            : throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.AccessUnauthenticated,
                "Looking who calls: a key as a password is taken from the console's own page only. Other callers send 'Authorization: Bearer …'; for the console, open its address itself.");
    }

    /// <summary>How a caller may show itself, for a 401. Only the console has a browser ask for a password: at the API it would ask over other people's pages.</summary>
    internal static string Challenge(HttpRequest request) =>
        IsConsole(request) && IsOfThisProgram(request) ? "Basic realm=\"p8e\", charset=\"UTF-8\"" : "Bearer realm=\"p8e\"";

    /// <summary>Whether no other page sent a request. Browsers say so where they trust the connection: by https, and to the machine itself; older ones say the origin of what changes something.</summary>
    private static bool IsOfThisProgram(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is "same-origin" or "none";
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            ? string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            : IsConsole(request);
    }

    /// <summary>The page and its files hold no data and cannot be shown inside another page.</summary>
    private static bool IsConsole(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments(ConsolePath, StringComparison.Ordinal);

    private static string? Password(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : null;
    }
}
