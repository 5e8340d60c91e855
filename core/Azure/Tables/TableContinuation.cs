using Azure;
using Azure.Core;

namespace P8e.Azure.Tables;

/// <summary>
/// The service names the next page in two headers; callers hold one text: both values escaped, a space between them. The values are the
/// service's own and opaque.
/// </summary>
internal static class TableContinuation
{
    /// <summary>Two keys of 1 KiB in the service's encoding and escaped.</summary>
    private const int MaxCharacters = 16 * 1024;

    public static string? Read(Response response)
    {
        if (!response.Headers.TryGetValue(TableHeaders.NextPartitionKey, out var partitionKey))
        {
            return null;
        }

        var escaped = Uri.EscapeDataString(partitionKey!);
        return response.Headers.TryGetValue(TableHeaders.NextRowKey, out var rowKey) ? $"{escaped} {Uri.EscapeDataString(rowKey!)}" : escaped;
    }

    public static void Apply(string? token, RequestUriBuilder uri)
    {
        if (token is null)
        {
            return;
        }

        var parts = token.Split(' ', 3);
        if (token.Length is 0 or > MaxCharacters || parts.Length > 2)
        {
            throw new ArgumentException("The continuation token was not made by this client; begin the listing anew.", nameof(token));
        }

        uri.AppendQuery("NextPartitionKey", Unescape(parts[0]), escapeValue: true);
        if (parts.Length == 2)
        {
            uri.AppendQuery("NextRowKey", Unescape(parts[1]), escapeValue: true);
        }
    }

    private static string Unescape(string part) => Uri.UnescapeDataString(part);
}
