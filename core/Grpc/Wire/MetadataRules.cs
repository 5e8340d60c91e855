using System.Buffers;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Wire;

/// <summary>Which metadata may travel (the gRPC protocol's rules for custom metadata).</summary>
internal static class MetadataRules
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly HashSet<string> OfHttp =
    [
        "te", "host", "connection", "content-type", "content-length", "content-encoding", "transfer-encoding", "keep-alive", "proxy-connection",
        "upgrade", "trailer", "date", "server", "user-agent",
    ];

    /// <summary>Whether a header belongs to HTTP or to gRPC itself, and hence is no metadata of a caller's.</summary>
    public static bool IsOfTransport(string name) =>
        name.StartsWith(':') || name.StartsWith("grpc-", StringComparison.Ordinal) || OfHttp.Contains(name);

    public static void CheckName(string name, bool binary)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExcept(NameCharacters) || IsOfTransport(name))
        {
            throw new ArgumentException($"Metadata cannot be named '{name}': use a-z, 0-9, _ - . and no name of HTTP's or gRPC's own.", nameof(name));
        }

        if (name.EndsWith("-bin", StringComparison.Ordinal) != binary)
        {
            throw new ArgumentException($"Metadata '{name}': names of bytes end in -bin, names of texts do not.", nameof(name));
        }
    }

    public static void CheckText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // The value may be a credential: it is not quoted. Blanks at the ends are lost on the way.
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.AsSpan().Trim(' ').Length != value.Length)
        {
            throw new ArgumentException("A metadata text is printable ASCII without blanks at its ends; send other values as bytes under a -bin name.", nameof(value));
        }
    }

    /// <summary>Peers send base64 with or without padding, and may join several values with commas.</summary>
    public static IEnumerable<byte[]> DecodeBinary(string name, string value)
    {
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            var bare = part.TrimEnd('=');
            var padded = bare.PadRight((bare.Length + 3) / 4 * 4, '=');
            var bytes = new byte[padded.Length / 4 * 3];
            if (!Convert.TryFromBase64String(padded, bytes, out var written))
            {
                throw new P8eInputException(ErrorCodes.GrpcMalformed, $"Reading metadata '{name}': the value is not base64.");
            }

            yield return bytes.AsSpan(0, written).ToArray();
        }
    }
}
