using System.Buffers;

namespace P8e.Devchain.Metadata.Locators;

/// <summary>As much of Go's URL parser as locators depend on: what it refuses, and whether there is a scheme and a host.</summary>
internal static class GoUri
{
    private static readonly SearchValues<char> NotInHost = SearchValues.Create(" \"<>\\^`{|}");

    internal static bool Parses(string uri)
    {
        if (uri.Any(char.IsControl))
        {
            return false;
        }

        var (scheme, rest) = Split(uri);
        if (scheme is null || HasBadEscape(rest))
        {
            return false;
        }

        var host = Host(rest);
        return host.AsSpan().IndexOfAny(NotInHost) < 0 && PortIsFine(host);
    }

    internal static bool HasSchemeAndHost(string uri)
    {
        var (scheme, rest) = Split(uri);
        return Parses(uri) && !string.IsNullOrEmpty(scheme) && Host(rest).Length > 0;
    }

    /// <summary>A null scheme is a fault; an empty one means there is none.</summary>
    private static (string? Scheme, string Remainder) Split(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return (string.Empty, uri);
        }

        var head = uri[..colon];
        if (head.Length == 0)
        {
            return (null, uri);
        }

        if (!char.IsAsciiLetter(head[0]) || head.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')))
        {
            // Without a scheme the first segment of a relative path may hold no colon.
            return head.Contains('/', StringComparison.Ordinal) || !char.IsAsciiLetterOrDigit(head[0]) ? (string.Empty, uri) : (null, uri);
        }

        return (head, uri[(colon + 1)..]);
    }

    private static string Host(string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return string.Empty;
        }

        var authority = rest[2..].Split('/', '?', '#')[0];
        return authority[(authority.LastIndexOf('@') + 1)..];
    }

    private static bool PortIsFine(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < host.LastIndexOf(']') || colon < 0 || host[(colon + 1)..].All(char.IsAsciiDigit);
    }

    private static bool HasBadEscape(string rest)
    {
        for (var i = rest.IndexOf('%', StringComparison.Ordinal); i >= 0; i = rest.IndexOf('%', i + 1))
        {
            if (i + 2 >= rest.Length || !char.IsAsciiHexDigit(rest[i + 1]) || !char.IsAsciiHexDigit(rest[i + 2]))
            {
                return true;
            }
        }

        return false;
    }
}
