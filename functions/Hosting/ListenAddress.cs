using System.Net;

namespace P8e.Functions.Hosting;

/// <summary>Addresses to listen on: any of the machine's, with or without TLS.</summary>
internal static class ListenAddress
{
    internal static (IPEndPoint EndPoint, bool IsTls) Parse(string text, string setting, string example)
    {
        var uri = ParseUri(text);
        SettingFault.Unless(uri is { Scheme: "http" or "https" } && !AddressOf(uri).Equals(IPAddress.None), setting, "is not http or https, an address of this machine and a port", example);
        return (new IPEndPoint(AddressOf(uri!), uri!.Port), uri.Scheme == "https");
    }

    private static Uri? ParseUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" } ? uri : null;

    private static IPAddress AddressOf(Uri uri) =>
        IPAddress.TryParse(uri.DnsSafeHost, out var literal) ? literal : uri.IsLoopback ? IPAddress.Loopback : IPAddress.None;
}
