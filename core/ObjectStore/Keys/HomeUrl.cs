using System.Buffers;
using System.Globalization;
using System.Net;

namespace P8e.ObjectStore.Keys;

/// <summary>
/// Says whether the Rust store would take a text for a key's home: an absolute URL in the sense of WHATWG, any scheme (object-store 6.4, recorded:
/// add-url). Whether anything may be sent there is decided when it is connected to.
/// </summary>
internal static class HomeUrl
{
    private const string RelativeUrlWithoutBase = "RelativeUrlWithoutBase";
    private const string EmptyHost = "EmptyHost";
    private const string InvalidPort = "InvalidPort";
    private const string IdnaError = "IdnaError";
    private const string InvalidIpv4Address = "InvalidIpv4Address";
    private const string InvalidIpv6Address = "InvalidIpv6Address";
    private const string InvalidDomainCharacter = "InvalidDomainCharacter";
    private static readonly string[] SpecialSchemes = ["http", "https", "ws", "wss", "ftp"];
    private static readonly SearchValues<char> ForbiddenInHosts = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|%\x7f\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");
    private static readonly SearchValues<char> ForbiddenInOpaqueHosts = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");

    /// <summary>The first fault, in the words of the Rust store, or null.</summary>
    internal static string? FindFault(string url)
    {
        // Control characters and blanks around it, tabs and line breaks anywhere are dropped.
        var text = string.Concat(url.AsSpan().Trim(BlanksAndControls).ToString().Where(c => c is not ('\t' or '\n' or '\r')));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !char.IsAsciiLetter(text[0]) || !text.AsSpan(0, colon).ContainsOnlySchemeCharacters())
        {
            return RelativeUrlWithoutBase;
        }

        var scheme = text[..colon].ToLowerInvariant();
        var rest = text[(colon + 1)..];
        if (SpecialSchemes.Contains(scheme))
        {
            return FindAuthorityFault(CutAuthority(rest.TrimStart('/', '\\'), "/\\?#"), isSpecial: true);
        }

        return rest.StartsWith("//", StringComparison.Ordinal) && scheme != "file" ? FindAuthorityFault(CutAuthority(rest[2..], "/?#"), isSpecial: false) : null;
    }

    private static readonly string BlanksAndControls = string.Concat(Enumerable.Range(0, 0x21).Select(c => (char)c));

    private static bool ContainsOnlySchemeCharacters(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static string CutAuthority(string text, string ends)
    {
        var end = text.AsSpan().IndexOfAny(ends);
        return end < 0 ? text : text[..end];
    }

    private static string? FindAuthorityFault(string authority, bool isSpecial)
    {
        var at = authority.LastIndexOf('@');
        var hostAndPort = authority[(at + 1)..];
        var bracket = hostAndPort.LastIndexOf(']');
        var colon = hostAndPort.IndexOf(':', Math.Max(bracket, 0));
        var (host, port) = colon < 0 || (bracket < 0 && hostAndPort.StartsWith('[')) ? (hostAndPort, "") : (hostAndPort[..colon], hostAndPort[(colon + 1)..]);
        if (host.Length == 0)
        {
            return isSpecial || at >= 0 || port.Length > 0 ? EmptyHost : null;
        }

        return FindHostFault(host, isSpecial) ?? FindPortFault(port);
    }

    private static string? FindPortFault(string port) =>
        port.Length == 0 || (port.All(char.IsAsciiDigit) && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? null : InvalidPort;

    private static string? FindHostFault(string host, bool isSpecial)
    {
        if (host[0] == '[')
        {
            return host[^1] == ']' && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                && !host.Contains('%', StringComparison.Ordinal) ? null : InvalidIpv6Address;
        }

        if (!isSpecial)
        {
            return host.AsSpan().ContainsAny(ForbiddenInOpaqueHosts) ? InvalidDomainCharacter : null;
        }

        string ascii;
        try
        {
            var decoded = Uri.UnescapeDataString(host);
            ascii = decoded.All(char.IsAscii) ? decoded : new IdnMapping { UseStd3AsciiRules = false }.GetAscii(decoded);
        }
        catch (ArgumentException)
        {
            return IdnaError;
        }

        return ascii.Length == 0 ? EmptyHost : ascii.AsSpan().ContainsAny(ForbiddenInHosts) ? IdnaError : FindIpv4Fault(ascii);
    }

    /// <summary>A host whose last label is a number is an IPv4 address or nothing.</summary>
    private static string? FindIpv4Fault(string host)
    {
        var last = host.TrimEnd('.').Split('.')[^1];
        var isNumber = last.Length > 0 && (last.All(char.IsAsciiDigit) || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last[2..].All(char.IsAsciiHexDigit)));
        return isNumber && !(IPAddress.TryParse(host.TrimEnd('.'), out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) ? InvalidIpv4Address : null;
    }
}
