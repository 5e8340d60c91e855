using System.Net;

namespace P8e.Functions.Hosting;

/// <summary>Addresses to listen on.</summary>
internal static class ListenAddress
{
    /// <summary>Of HTTP: loopback only, until callers are told apart (design 4).</summary>
    internal static IPEndPoint Parse(string text, string setting, string example)
    {
        var uri = ParseUri(text);
        SettingFault.Unless(uri is { Scheme: "http" }, setting, "is not http, a loopback address and a port", example);
        var address = AddressOf(uri!);
        SettingFault.Unless(IPAddress.IsLoopback(address), setting, "is not a loopback address; others are not served before callers are told apart", example);
        return new IPEndPoint(address, uri!.Port);
    }

    /// <summary>Of gRPC: any address of the machine, with or without TLS.</summary>
    internal static (IPEndPoint EndPoint, bool IsTls) ParseGrpc(string text, string setting, string example)
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
