using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Replication;

/// <summary>Where a peer is. Path and query of a registered URL do not count (object-store 6.7).</summary>
/// <param name="Scheme"><c>https</c>, also for <c>grpcs</c>; <c>http</c>, also for <c>grpc</c> and <c>tcp</c>. Sent as <c>:scheme</c>, which strict servers compare with the transport (object-store 10 no. 30).</param>
/// <param name="Host">A name, or an address without brackets; in lower case.</param>
/// <param name="Port">1 to 65,535.</param>
internal sealed record PeerUrl(string Scheme, string Host, int Port)
{
    /// <summary>As the gRPC client takes it.</summary>
    public string Address => Host.Contains(':', StringComparison.Ordinal) ? $"{Scheme}://[{Host}]:{Port}" : $"{Scheme}://{Host}:{Port}";

    /// <summary>Reads a registered URL.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.PeerUrlInvalid"/>: nothing can be sent there; the rule is named.</exception>
    public static PeerUrl Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri))
        {
            throw Invalid("it is no absolute URL");
        }

        var scheme = uri.Scheme switch
        {
            "https" or "grpcs" => "https",
            "http" or "grpc" or "tcp" => "http",
            _ => throw Invalid("its scheme is none of https, grpcs, http, grpc and tcp"),
        };
        if (uri.UserInfo.Length > 0)
        {
            throw Invalid("it names a user");
        }

        var host = HostOf(uri);
        if (host.Length == 0 || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            throw Invalid("it has no host that can be looked up");
        }

        return uri.Port is >= 1 and <= 65_535 ? new PeerUrl(scheme, host.ToLowerInvariant(), uri.Port) : throw Invalid("it has no port from 1 to 65535");
    }

    /// <summary>The class takes hosts for names that cannot be written in ASCII, and says so only when it is asked for that.</summary>
    private static string HostOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            throw Invalid("it has no host that can be looked up");
        }
    }

    private static P8eInputException Invalid(string what) => new(
        ErrorCodes.PeerUrlInvalid,
        $"Sending objects to the home of a public key: nothing can be sent to its registered URL, {what}. Register the key again, for example with grpcs://store.example:443.");
}
