using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Replication;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Replication;

public sealed class PeerUrlTests
{
    /// <summary>Recorded: repl-url-*.</summary>
    [Theory]
    [InlineData("http://store.example", "http://store.example:80")]
    [InlineData("https://store.example", "https://store.example:443")]
    [InlineData("HTTPS://Store.Example/path?query#fragment", "https://store.example:443")]
    [InlineData("grpc://store.example:8080", "http://store.example:8080")]
    [InlineData("tcp://store.example:8080", "http://store.example:8080")]
    [InlineData("grpcs://store.example:8443", "https://store.example:8443")]
    [InlineData(" http://127.0.0.1:8088 ", "http://127.0.0.1:8088")]
    [InlineData("http://2130706433:8088", "http://127.0.0.1:8088")]
    [InlineData("http://0177.0.0.1:8088", "http://127.0.0.1:8088")]
    [InlineData("http://[::1]:8088", "http://[::1]:8088")]
    [InlineData("grpc://[fe80::1]:8088", "http://[fe80::1]:8088")]
    [InlineData("http://bücher.example:1", "http://xn--bcher-kva.example:1")]
    public void Parse_UrlOfAStore_GivesSchemeHostAndPort(string url, string address) => Assert.Equal(address, PeerUrl.Parse(url).Address);

    [Theory]
    [InlineData("", "absolute")]
    [InlineData("store.example", "absolute")]
    [InlineData("ftp://store.example", "scheme")]
    [InlineData("file:///etc/passwd", "scheme")]
    [InlineData("mailto:a@b.example", "scheme")]
    [InlineData("http://user@store.example", "user")]
    [InlineData("grpcs://user:secret@store.example:443", "user")]
    [InlineData("grpc://store.example", "port")]
    [InlineData("http://store.example:0", "port")]
    [InlineData("http://store.example:65536", "absolute")]
    [InlineData("grpc://:8080", "absolute")]
    public void Parse_NothingCanBeSentThere_NamesTheRuleAndNotTheUrl(string url, string rule)
    {
        var refused = Assert.Throws<P8eInputException>(() => PeerUrl.Parse(url));

        Assert.Equal(ErrorCodes.PeerUrlInvalid, refused.Code);
        Assert.Contains(rule, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A registration is taken as the Rust store takes it, so anything that it takes must be refused here in order: one home must not stop what is sent to the others.</summary>
    [Theory]
    [InlineData("\u00e9", 64)]
    [InlineData("store.\ufffd.", 100)]
    public void Parse_AHomeThatWasRegisteredAndNamesNoHost_IsRefusedInOrder(string part, int times)
    {
        var url = $"tcp://{string.Concat(Enumerable.Repeat(part, times))}example:8080";
        Assert.Null(HomeUrl.FindFault(url));
        Assert.Throws<P8eInputException>(() => PeerUrl.Parse(url));
    }
}
