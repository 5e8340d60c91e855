using System.Net;
using System.Net.Sockets;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Replication;

/// <summary>
/// Connects to a peer. A name is resolved once for each connection, and the very address that was judged is connected to: a name that changes its
/// address in between gains nothing.
/// </summary>
/// <param name="rules">Which addresses are connected to.</param>
/// <param name="resolve">Looks a name up.</param>
internal sealed class PeerDialer(AddressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>Makes a connection.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.PeerAddressRefused"/>: the host has no address that may be connected to.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint peer, CancellationToken cancellationToken)
    {
        // Also the other ways to write an IPv4 address, in decimal or octal for example.
        var addresses = IPAddress.TryParse(peer.Host, out var literal) ? [literal] : await resolve(peer.Host, cancellationToken).ConfigureAwait(false);
        var fault = default(string);
        var failure = addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : null;
        foreach (var address in addresses)
        {
            fault = rules.FindFault(peer.Host, peer.Port, address);
            if (fault is not null)
            {
                continue;
            }

            try
            {
                return await ConnectAsync(new IPEndPoint(address, peer.Port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }

        throw failure ?? (Exception)new P8eStateException(
            StateErrorKind.NotPermitted,
            ErrorCodes.PeerAddressRefused,
            $"Connecting to the home of a public key: the address of {peer.Host} is {fault}, and such addresses are not connected to. An operator who means it names the address in ObjectStore:Replication:Allowed, or sets AllowPrivate of that peer.");
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
