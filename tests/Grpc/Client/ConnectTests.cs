using System.Net;
using System.Net.Sockets;
using P8e.Grpc.Client;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Client;

/// <summary>Endpoints that make their connections themselves.</summary>
public sealed class ConnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_EndpointThatConnectsItself_IsAskedForHostAndPortOnceForAConnection()
    {
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)));
        var asked = new List<DnsEndPoint>();
        using var channel = Channel(async (peer, token) =>
        {
            asked.Add(peer);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        });

        await channel.UnaryAsync(Echo.Say, new Note(), cancellationToken: Token);
        await channel.UnaryAsync(Echo.Say, new Note(), cancellationToken: Token);

        Assert.Equal(("nowhere.example", 7), (Assert.Single(asked).Host, asked[0].Port));
    }

    [Fact]
    public async Task Call_EndpointThatRefusesToConnect_ThrowsItsOwnError()
    {
        var refusal = new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.PeerAddressRefused, "not there");
        using var channel = Channel((_, _) => throw refusal);

        var thrown = await Assert.ThrowsAsync<P8eStateException>(() => channel.UnaryAsync(Echo.Say, new Note(), cancellationToken: Token));

        Assert.Same(refusal, thrown);
        Assert.Null(GrpcStatus.Of(thrown));
    }

    [Fact]
    public async Task Call_EndpointThatCannotConnect_IsTransient()
    {
        using var channel = Channel((_, _) => throw new SocketException((int)SocketError.HostNotFound));

        var thrown = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), cancellationToken: Token));

        Assert.Equal(ErrorCodes.GrpcUnavailable, thrown.Code);
    }

    private static GrpcChannel Channel(Func<DnsEndPoint, CancellationToken, ValueTask<Stream>> connect) =>
        new(new GrpcEndpoint("echo", "tcp://nowhere.example:7") { Connect = connect }, TimeProvider.System);
}
