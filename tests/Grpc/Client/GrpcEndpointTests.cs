using P8e.Grpc.Client;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Client;

public sealed class GrpcEndpointTests
{
    [Theory]
    [InlineData("http://node:9090", "http://node:9090/")]
    [InlineData("grpc://node:9090", "http://node:9090/")]
    [InlineData("tcp://node:9090/", "http://node:9090/")]
    [InlineData("TCP://[::1]:9090", "http://[::1]:9090/")]
    [InlineData("http://node", "http://node/")]
    [InlineData("https://node", "https://node/")]
    [InlineData("grpcs://node:443", "https://node/")]
    [InlineData("grpcs://node:80", "https://node:80/")]
    public void Address_OfAScheme_IsClearOrTls(string text, string expected) => Assert.Equal(expected, new GrpcEndpoint("node", text).Address.AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("node:9090")]
    [InlineData("ftp://node:1")]
    [InlineData("grpc://node")]
    [InlineData("http://node/path")]
    [InlineData("http://node/?q")]
    [InlineData("http://secret@node")]
    [InlineData("http://node/#f")]
    public void Address_OfAnotherText_IsRefusedAndNotQuoted(string text)
    {
        var error = Assert.Throws<P8eInputException>(() => new GrpcEndpoint("partner", text));
        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains("'partner'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, GrpcEndpoint> OutOfRange => new()
    {
        { nameof(GrpcEndpoint.MaxMessageBytes), new GrpcEndpoint("node", "http://node") { MaxMessageBytes = 0 } },
        { nameof(GrpcEndpoint.MaxMessageBytes), new GrpcEndpoint("node", "http://node") { MaxMessageBytes = (1 << 30) + 1 } },
        { nameof(GrpcEndpoint.MaxMetadataBytes), new GrpcEndpoint("node", "http://node") { MaxMetadataBytes = 1023 } },
        { nameof(GrpcEndpoint.MaxMetadataBytes), new GrpcEndpoint("node", "http://node") { MaxMetadataBytes = (1 << 20) + 1 } },
        { nameof(GrpcEndpoint.MaxResponseHeaderKibibytes), new GrpcEndpoint("node", "http://node") { MaxResponseHeaderKibibytes = 0 } },
        { nameof(GrpcEndpoint.MaxResponseHeaderKibibytes), new GrpcEndpoint("node", "http://node") { MaxResponseHeaderKibibytes = 1025 } },
        { nameof(GrpcEndpoint.ConnectTimeout), new GrpcEndpoint("node", "http://node") { ConnectTimeout = TimeSpan.FromMilliseconds(99) } },
        { nameof(GrpcEndpoint.ConnectTimeout), new GrpcEndpoint("node", "http://node") { ConnectTimeout = TimeSpan.FromSeconds(301) } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void Channel_OfASettingOutsideItsRange_NamesIt(string setting, GrpcEndpoint endpoint)
    {
        var error = Assert.Throws<P8eInputException>(() => new GrpcChannel(endpoint, TimeProvider.System));
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }
}
