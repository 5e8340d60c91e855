using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using P8e.Cryptography.Tls;

namespace P8e.Azure.Vault;

/// <summary>The connections to one vault.</summary>
internal static class VaultTransport
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromMinutes(10);

    internal static HttpPipelineTransport Create(VaultOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A vault never sends its callers elsewhere, and a token never follows.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectPatience,
            PooledConnectionLifetime = ConnectionAge,
        };
        if (options.IsLoopback)
        {
            handler.UseProxy = false;
            handler.ConnectCallback = ConnectToThisMachineAsync;
        }

        if (!string.IsNullOrEmpty(options.AuthorityFile))
        {
            handler.SslOptions = TlsAuthorities.TrustAlso(options.AuthorityFile);
        }

        return new HttpClientTransport(handler);
    }

    /// <summary>No name server is asked where a name below localhost is: few know, and none is to be believed.</summary>
    private static async ValueTask<Stream> ConnectToThisMachineAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var address = IPAddress.TryParse(context.DnsEndPoint.Host, out var given) ? given : IPAddress.Loopback;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
