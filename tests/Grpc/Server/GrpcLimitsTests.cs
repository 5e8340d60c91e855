using Microsoft.AspNetCore.Server.Kestrel.Core;
using P8e.Grpc.Server;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;
using P8e.RawHttp2;

namespace P8e.Grpc.Tests.Server;

/// <summary>What the whole server does for its connections, seen frame by frame.</summary>
public sealed class GrpcLimitsTests
{
    private const string Say = "/p8e.tests.grpc.Echo/Say";
    private const int MaxConcurrentStreams = 3;
    private const int InitialWindow = 4;
    private const int MaxFrame = 5;
    private const int MaxHeaderList = 6;
    private static readonly byte[] s_note = Frames.Of(new Note { Number = 7 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Recorded: serverHttp2Settings. The number of streams is Kestrel's own limit, which the recorded store does not have.</summary>
    [Fact]
    public async Task UseGrpcLimits_SaysTheRecordedSettings()
    {
        await using var server = await StartAsync();
        await using var connection = await RawConnection.ConnectAsync(server.Address, null, Token);
        Assert.Equal((1_048_576u, 16_384u), (connection.Settings[InitialWindow], connection.Settings[MaxHeaderList]));
        Assert.Equal(16_384u, connection.Settings.GetValueOrDefault(MaxFrame, 16_384u));
        Assert.True(connection.Settings[MaxConcurrentStreams] >= 64);
    }

    /// <summary>Recorded: ping-200; clients of the JVM ping every ten seconds (object-store 7.1).</summary>
    [Fact]
    public async Task UseGrpcLimits_OfManyPings_AnswersThemAll()
    {
        await using var server = await StartAsync();
        await using var connection = await RawConnection.ConnectAsync(server.Address, null, Token);
        var answers = new List<Task>();
        for (var i = 0; i < 200; i++)
        {
            answers.Add(await connection.PingAsync(Token));
        }

        var stream = await OpenAsync(connection, Say, "http");
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await connection.PingAsync(Token));
        }

        await Task.WhenAll(answers).WaitAsync(Token);
        await stream.SendAsync(s_note, isEnd: true, Token);
        await stream.Ended.WaitAsync(Token);
        Assert.Equal("0", stream.Answer.Find("grpc-status"));
        Assert.Null(connection.GoAway);
    }

    /// <summary>Peers send the word of their URL, whatever the transport is (object-store 6.7; recorded: repl-request-headers-tcp).</summary>
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("tcp")]
    [InlineData("grpc")]
    [InlineData("grpcs")]
    public async Task UseGrpcLimits_OfASchemeOfPeers_TakesIt(string scheme)
    {
        await using var server = await StartAsync();
        await using var connection = await RawConnection.ConnectAsync(server.Address, null, Token);
        var stream = await OpenAsync(connection, Say, scheme);
        await stream.SendAsync(s_note, isEnd: true, Token);
        await stream.Ended.WaitAsync(Token);
        Assert.Equal("0", stream.Answer.Find("grpc-status"));
    }

    /// <summary>Recorded: metadata-20KiB. Only the stream is refused, with HTTP status 431 and no status of gRPC; the connection goes on.</summary>
    [Fact]
    public async Task UseGrpcLimits_OfHeadersOverTheLimit_RefusesTheStreamAlone()
    {
        await using var server = await StartAsync();
        await using var connection = await RawConnection.ConnectAsync(server.Address, null, Token);
        var large = await OpenAsync(connection, Say, "http", [.. Enumerable.Range(0, 20).Select(i => new KeyValuePair<string, string>($"x-long-{i}", new string('v', 1024)))]);
        await large.Ended.WaitAsync(Token);
        Assert.Equal(("431", null), (large.Answer.Find(":status"), large.Answer.Find("grpc-status")));

        var next = await OpenAsync(connection, Say, "http");
        await next.SendAsync(s_note, isEnd: true, Token);
        await next.Ended.WaitAsync(Token);
        Assert.Equal("0", next.Answer.Find("grpc-status"));
    }

    /// <summary>A stream that its handler does not read holds its caller back at its window, and the other streams of the connection go on.</summary>
    [Fact]
    public async Task UseGrpcLimits_OfAnUnreadStream_HoldsOnlyThatBack()
    {
        var release = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(
            service => service
                .ClientStreaming<Note, Note>("Sum", async (notes, _, token) =>
                {
                    await release.Task.WaitAsync(token);
                    return new Note { Number = await notes.CountAsync(token) };
                })
                .Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)),
            new GrpcServerOptions { StreamWindowBytes = 1 << 16 });
        await using var connection = await RawConnection.ConnectAsync(server.Address, null, Token);
        var held = await OpenAsync(connection, "/p8e.tests.grpc.Echo/Sum", "http");
        var sending = held.SendAsync(Frames.Of(Frames.NoteOf(1_000_000)), isEnd: true, Token);

        var other = await OpenAsync(connection, Say, "http");
        await other.SendAsync(s_note, isEnd: true, Token);
        await other.Ended.WaitAsync(Token);
        Assert.Equal("0", other.Answer.Find("grpc-status"));
        Assert.False(sending.IsCompleted);

        release.SetResult();
        Assert.True(await sending.WaitAsync(Token));
        await held.Ended.WaitAsync(Token);
        Assert.Equal("0", held.Answer.Find("grpc-status"));
    }

    [Theory]
    [InlineData((1 << 16) - 1)]
    [InlineData((1 << 24) + 1)]
    public void UseGrpcLimits_OfAWindowOutsideItsRange_SaysWhichSetting(int bytes)
    {
        var error = Assert.Throws<P8eInputException>(() => new KestrelServerOptions().UseGrpcLimits(new GrpcServerOptions { StreamWindowBytes = bytes }));
        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains(nameof(GrpcServerOptions.StreamWindowBytes), error.Message, StringComparison.Ordinal);
    }

    private static Task<EchoServer> StartAsync() =>
        EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)));

    private static Task<RawExchange> OpenAsync(RawConnection connection, string path, string scheme, params KeyValuePair<string, string>[] more) => connection.OpenAsync(
        [new(":method", "POST"), new(":scheme", scheme), new(":path", path), new(":authority", "127.0.0.1"), new("te", "trailers"), new("content-type", "application/grpc"), .. more],
        Token);
}
