using System.Net;
using Microsoft.AspNetCore.Http;
using P8e.Protocol.Errors;

namespace P8e.Functions.Http;

/// <summary>
/// In <see cref="P8e.Access.AccessMode.Loopback"/> nobody is told apart and who reaches the port may do all, and a browser on this machine reaches it for every page that its user visits. So a page of another origin is refused, also one
/// whose name has been pointed at this machine meanwhile: such a request names a host that is not loopback.
/// </summary>
internal static class LocalCallers
{
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.RequestForeignPage"/>.</exception>
    internal static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpProtocol.IsHttp2(request.Protocol))
        {
            // The gRPC port: its callers show keys of their own, and no browser speaks to it.
            return next(context);
        }

        var origin = request.Headers.Origin.ToString();
        if (!IsLoopback(request.Host.Host) || (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.RequestForeignPage,
                "Taking a request: it was sent by a page of another origin, or names a host other than this machine. Call 127.0.0.1 or localhost, from a program or from this program's own console.");
        }

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
