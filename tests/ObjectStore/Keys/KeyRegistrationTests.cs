using System.Security.Cryptography;
using System.Text;
using P8e.ObjectStore.Keys;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Keys;

/// <summary>What may be registered (object-store 6.4); the recorded calls are run by the conformance program.</summary>
public sealed class KeyRegistrationTests
{
    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("http:///x")]
    [InlineData("HTTP://Host:80")]
    [InlineData("grpcs://host")]
    [InlineData("x:y")]
    [InlineData("mailto:a@b")]
    [InlineData("http://[::1]:80")]
    [InlineData("http://user:pw@host")]
    [InlineData("  http://host  ")]
    [InlineData("\thttp://ho\nst")]
    [InlineData("http://höst")]
    [InlineData("http://host:")]
    [InlineData("http:\\\\host\\path")]
    [InlineData("http://127.1")]
    [InlineData("file:///x")]
    [InlineData("grpc://")]
    public void Url_OfAnyScheme_IsTaken(string url) => Assert.Equal(url, new KeyRegistration(default, url, default, null).Url);

    [Theory]
    [InlineData("invalidurl.com", "RelativeUrlWithoutBase")]
    [InlineData("127.0.0.1:8080", "RelativeUrlWithoutBase")]
    [InlineData("/path", "RelativeUrlWithoutBase")]
    [InlineData("//host", "RelativeUrlWithoutBase")]
    [InlineData(" ", "RelativeUrlWithoutBase")]
    [InlineData("1http://host", "RelativeUrlWithoutBase")]
    [InlineData("http://", "EmptyHost")]
    [InlineData("http://user@", "EmptyHost")]
    [InlineData("http://host:99999", "InvalidPort")]
    [InlineData("http://host:8x", "InvalidPort")]
    [InlineData("grpc://host:70000", "InvalidPort")]
    [InlineData("http://[::1", "InvalidIpv6Address")]
    [InlineData("http://[::g]", "InvalidIpv6Address")]
    [InlineData("http://[fe80::1%25eth0]", "InvalidIpv6Address")]
    [InlineData("http://256.1.1.1", "InvalidIpv4Address")]
    [InlineData("http://1.2.3.4.5", "InvalidIpv4Address")]
    [InlineData("http://ho st", "IdnaError")]
    [InlineData("http://h%zz", "IdnaError")]
    [InlineData("http://exa<mple", "IdnaError")]
    [InlineData("grpc://exa<mple", "InvalidDomainCharacter")]
    public void Url_ThatIsNone_IsRefusedWithItsFault(string url, string fault) =>
        Assert.Equal($"Unable to parse url {url} - {fault}", Refused(() => new KeyRegistration(default, url, default, null)).Message);

    [Theory]
    [InlineData(" ", "v", "must specify non empty auth header")]
    [InlineData("\u00a0", "v", "must specify non empty auth header")]
    [InlineData("h", "\t", "must specify non empty auth value")]
    public void Auth_Blank_IsRefused(string header, string value, string expected) =>
        Assert.Equal(expected, Refused(() => new KeyRegistration(default, "", default, (header, value))).Message);

    [Theory]
    [InlineData("X-Custom-Header", "My Value", "x-custom-header", "My Value")]
    [InlineData("a", "b:c:d", "a", "b:c:d")]
    [InlineData("a:b", "c", "a", "b:c")]
    [InlineData("\u200b", "y", "\u200b", "y")]
    public void Auth_OfAHeader_IsSplitAtTheFirstColonAndKeptAsAHash(string header, string value, string keptHeader, string keptValue)
    {
        var registration = new KeyRegistration(default, "", default, (header, value));

        Assert.Equal((keptHeader, keptValue), (registration.AuthHeader, registration.AuthValue));
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(keptValue)), registration.AuthValueHash.ToArray());
    }

    [Fact]
    public void Limits_AreHeld()
    {
        Assert.Contains("2000 bytes", Refused(() => new KeyRegistration(new byte[2001], "", default, null)).Message, StringComparison.Ordinal);
        Assert.Contains("2048 characters", Refused(() => new KeyRegistration(default, $"http://{new string('a', 2048)}", default, null)).Message, StringComparison.Ordinal);
        Assert.Contains("16384 bytes", Refused(() => new KeyRegistration(default, "", new byte[16_385], null)).Message, StringComparison.Ordinal);
        Assert.Contains("256 characters", Refused(() => new KeyRegistration(default, "", default, (new string('h', 257), "v"))).Message, StringComparison.Ordinal);
        Assert.Contains("zero character", Refused(() => new KeyRegistration(default, "", default, ("h\0", "v"))).Message, StringComparison.Ordinal);
    }

    private static P8eInputException Refused(Func<KeyRegistration> make)
    {
        var error = Assert.Throws<P8eInputException>(make);
        Assert.Equal(ErrorCodes.PublicKeyInvalid, error.Code);
        return error;
    }
}
