using System.Net;

namespace P8e.Functions.Hosting;

/// <summary>Addresses to listen on. Loopback only, until callers are told apart (design 4).</summary>
internal static class ListenAddress
{
    internal static IPEndPoint Parse(string text, string setting, string example)
    {
        var isHttp = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/", UserInfo: "", Fragment: "" };
        SettingFault.Unless(isHttp, setting, "is not http, a loopback address and a port", example);
        var address = uri!.IsLoopback && !IPAddress.TryParse(uri.DnsSafeHost, out _) ? IPAddress.Loopback
            : IPAddress.TryParse(uri.DnsSafeHost, out var literal) ? literal : IPAddress.None;
        SettingFault.Unless(IPAddress.IsLoopback(address), setting, "is not a loopback address; others are not served before callers are told apart", example);
        return new IPEndPoint(address, uri.Port);
    }
}
