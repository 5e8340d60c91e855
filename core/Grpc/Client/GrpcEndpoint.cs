using System.Net;
using System.Net.Security;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Client;

/// <summary>
/// Where a peer is and how it is spoken to. Comes from configuration (design 9); an address that a caller has registered needs <see cref="Connect"/>,
/// which judges it.
/// </summary>
public sealed class GrpcEndpoint
{
    /// <summary>Describes a peer.</summary>
    /// <param name="name">What the peer is called in messages of errors, for example <c>chain</c>.</param>
    /// <param name="address">
    /// <c>http</c>, <c>grpc</c> and <c>tcp</c> are clear text (h2c), <c>https</c> and <c>grpcs</c> are TLS. No path, query or user; the schemes that are not
    /// HTTP's need a port.
    /// </param>
    /// <exception cref="P8eInputException">The address is not one (<c>configuration.invalid</c>).</exception>
    public GrpcEndpoint(string name, string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(address);
        Name = name;
        var uri = Uri.TryCreate(address, UriKind.Absolute, out var parsed) ? parsed : null;
        string? scheme = uri?.Scheme switch
        {
            "http" or "grpc" or "tcp" => "http",
            "https" or "grpcs" => "https",
            _ => null,
        };
        if (uri is null || scheme is null || uri.Host.Length == 0 || uri.Port < 0
            || uri.PathAndQuery is not ("" or "/") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                $"Reading the address of the gRPC endpoint '{name}': use http, https, grpc, grpcs or tcp with host and port and nothing else, for example grpcs://node.example:9090.");
        }

        // IdnHost keeps an IPv6 address without its brackets; UriBuilder puts them back.
        Address = new UriBuilder(scheme, uri.IdnHost, uri.Port).Uri;
    }

    /// <summary>What the peer is called in messages of errors.</summary>
    public string Name { get; }

    /// <summary>Scheme <c>http</c> or <c>https</c>, host and port.</summary>
    public Uri Address { get; }

    /// <summary>Sent with every call, for example a partner's header of authorisation (object-store 7.1). Default none.</summary>
    public GrpcMetadata Headers { get; init; } = [];

    /// <summary>Largest message taken, 1 to 2^30 bytes. Default 4,194,304 (object-store 1, rule 15).</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Largest request metadata sent, counted as HTTP/2 does, 1 KiB to 1 MiB. Default 12,288, because recorded servers end the call without a gRPC
    /// status above 16 KiB of all headers (object-store 2.4).
    /// </summary>
    public int MaxMetadataBytes { get; init; } = 12 * 1024;

    /// <summary>Largest headers and trailers taken of one answer, 1 to 1,024 KiB. Default 64.</summary>
    public int MaxResponseHeaderKibibytes { get; init; } = 64;

    /// <summary>How long making a connection may take, 100 ms to 5 min. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes the connection in place of the framework, for peers whose address does not come from the operator: it resolves the name, judges what it
    /// resolved to and connects to exactly that. What it throws of the three families is what the call throws. Null, the default: the framework's way.
    /// </summary>
    public Func<DnsEndPoint, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>How TLS is made with the peer, for example with further authorities. Null, the default: the system's trust.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    internal void Check()
    {
        Require(MaxMessageBytes is >= 1 and <= 1 << 30, nameof(MaxMessageBytes), "1 to 1073741824, for example 4194304");
        Require(MaxMetadataBytes is >= 1024 and <= 1 << 20, nameof(MaxMetadataBytes), "1024 to 1048576, for example 12288");
        Require(MaxResponseHeaderKibibytes is >= 1 and <= 1024, nameof(MaxResponseHeaderKibibytes), "1 to 1024, for example 64");
        Require(ConnectTimeout >= TimeSpan.FromMilliseconds(100) && ConnectTimeout <= TimeSpan.FromMinutes(5), nameof(ConnectTimeout), "100 ms to 5 min, for example 00:00:10");
    }

    private void Require(bool isMet, string setting, string range)
    {
        if (!isMet)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading the settings of the gRPC endpoint '{Name}': {setting} must be {range}.");
        }
    }
}
