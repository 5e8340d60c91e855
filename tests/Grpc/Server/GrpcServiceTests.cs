using P8e.Grpc.Server;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Server;

public sealed class GrpcServiceTests
{
    [Fact]
    public void Unary_OfAnUnknownMethod_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new GrpcService(Echo.Service).Unary<Note, Note>("Shout", (note, _, _) => Task.FromResult(note)));

    [Fact]
    public void Unary_OfAStreamingMethod_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new GrpcService(Echo.Service).Unary<Note, Note>("Count", (note, _, _) => Task.FromResult(note)));

    [Fact]
    public void Unary_OfAnotherMessage_IsRefused() => Assert.Throws<ArgumentException>(() =>
        new GrpcService(Echo.Service).Unary<Google.Protobuf.WellKnownTypes.Any, Note>("Say", (_, _, _) => Task.FromResult(new Note())));

    [Fact]
    public void Unary_OfAMethodTwice_IsRefused() => Assert.Throws<ArgumentException>(() => new GrpcService(Echo.Service)
        .Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)).Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)));

    public static TheoryData<string, GrpcServerOptions> OutOfRange => new()
    {
        { nameof(GrpcServerOptions.MaxMessageBytes), new() { MaxMessageBytes = 0 } },
        { nameof(GrpcServerOptions.MaxMessageBytes), new() { MaxMessageBytes = (1 << 30) + 1 } },
        { nameof(GrpcServerOptions.OversizedMessageStatus), new() { OversizedMessageStatus = GrpcStatusCode.Ok } },
        { nameof(GrpcServerOptions.OversizedMessageStatus), new() { OversizedMessageStatus = (GrpcStatusCode)17 } },
        { nameof(GrpcServerOptions.MaxRequestHeaderBytes), new() { MaxRequestHeaderBytes = 1023 } },
        { nameof(GrpcServerOptions.MaxRequestHeaderBytes), new() { MaxRequestHeaderBytes = (1 << 20) + 1 } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public async Task MapGrpcService_OfASettingOutsideItsRange_NamesIt(string setting, GrpcServerOptions options)
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(() => EchoServer.StartAsync(_ => { }, options));
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }
}
