using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace P8e.Azure.Tables;

/// <summary>
/// Multipart bodies (RFC 2046 section 5.1) and the HTTP answers in them, with bounds on parts, headers and lengths. Parts are views of the
/// body, not copies. Anything unexpected is a <see cref="FormatException"/>.
/// </summary>
internal static class MultipartParser
{
    private const int MaxBoundaryCharacters = 70;
    private const int MaxHeaders = 32;

    /// <summary>A Location header repeats both keys, escaped.</summary>
    private const int MaxLineBytes = 16 * 1024;

    /// <summary>The boundary that a content type of the kind multipart/mixed names.</summary>
    public static string BoundaryOf(string? contentType)
    {
        const string Prefix = "boundary=";
        foreach (var part in (contentType ?? string.Empty).Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                var boundary = part[Prefix.Length..].Trim('"');
                return boundary.Length is > 0 and <= MaxBoundaryCharacters && Ascii.IsValid(boundary) ? boundary : throw new FormatException("bad boundary");
            }
        }

        throw new FormatException("no boundary");
    }

    /// <summary>The parts between the boundaries; what follows the closing one is ignored.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary, int maxParts)
    {
        var delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        var parts = new List<ReadOnlyMemory<byte>>();
        var first = delimiter.AsSpan(2);
        var at = body.Span.StartsWith(first) ? first.Length : IndexAfter(body.Span, delimiter);
        while (!body.Span[at..].StartsWith("--"u8))
        {
            if (!body.Span[at..].StartsWith("\r\n"u8) || parts.Count == maxParts)
            {
                throw new FormatException("text after a boundary, or too many parts");
            }

            // The line break that ends the boundary may also be the one that begins the next.
            var end = IndexAfter(body.Span[at..], delimiter);
            parts.Add(body.Slice(at, end - delimiter.Length) is { Length: >= 2 } part ? part[2..] : default);
            at += end;
        }

        return parts;
    }

    /// <summary>The header lines up to the empty line, and what follows it.</summary>
    public static Dictionary<string, string> ReadHeaders(ReadOnlyMemory<byte> part, out ReadOnlyMemory<byte> rest)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        rest = part;
        for (var line = ReadLine(ref rest); line.Length > 0; line = ReadLine(ref rest))
        {
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || headers.Count == MaxHeaders)
            {
                throw new FormatException("bad header, or too many headers");
            }

            headers[Encoding.ASCII.GetString(line[..colon])] = Encoding.ASCII.GetString(line[(colon + 1)..]).Trim();
        }

        return headers;
    }

    /// <summary>A status line, headers and a body.</summary>
    public static TableBatchResponse ReadResponse(ReadOnlyMemory<byte> http)
    {
        var line = Encoding.ASCII.GetString(ReadLine(ref http));
        if (!line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
            || line.Length < 12
            || !int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            || status < 100)
        {
            throw new FormatException("no status line");
        }

        var headers = ReadHeaders(http, out var body);
        if (!MemoryMarshal.TryGetArray(body, out var bytes))
        {
            bytes = body.ToArray();
        }

        // Visible to Response.Content, which then needs no copy.
        var content = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false, publiclyVisible: true);
        return new TableBatchResponse(status, line[12..].Trim(), headers, content);
    }

    // The last line may end with its part.
    private static ReadOnlySpan<byte> ReadLine(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf("\r\n"u8);
        var line = end < 0 ? rest.Span : rest.Span[..end];
        if (line.Length > MaxLineBytes)
        {
            throw new FormatException("line too long");
        }

        rest = end < 0 ? default : rest[(end + 2)..];
        return line;
    }

    private static int IndexAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> delimiter)
    {
        var at = text.IndexOf(delimiter);
        return at >= 0 ? at + delimiter.Length : throw new FormatException("no closing boundary");
    }
}
