using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;
using static P8e.Grpc.Tests.Support.RawPeer;

namespace P8e.Grpc.Tests.Client;

/// <summary>Answers that a peer of raw frames gives, and what the caller sees.</summary>
public sealed class MalformedPeerTests
{
    private static readonly (string, string)[] s_ok = [("grpc-status", "0")];
    private static readonly byte[] s_note = Frames.Of(new Note { Number = 7 });
    private static readonly (string, string) s_http200 = (":status", "200");
    private static readonly (string, string) s_grpc = ("content-type", "application/grpc");

    public static TheoryData<string, GrpcStatusCode, string, Func<Stream, int, Task>[]> Answers => new()
    {
        { "no message", GrpcStatusCode.Internal, "the peer sent no message", [SendGoodHeaders(), SendTrailers(s_ok)] },
        { "two messages", GrpcStatusCode.Internal, "the peer sent more than one message", [SendGoodHeaders(), SendData([.. s_note, .. s_note]), SendTrailers(s_ok)] },
        { "trailing bytes", GrpcStatusCode.Internal, "Unexpected EOF decoding stream.", [SendGoodHeaders(), SendData([.. s_note, 0, 0]), SendTrailers(s_ok)] },
        { "truncated message", GrpcStatusCode.Internal, "Unexpected EOF decoding stream.", [SendGoodHeaders(), SendData(s_note[..^1]), SendTrailers(s_ok)] },
        { "truncated message and status", GrpcStatusCode.Aborted, "x", [SendGoodHeaders(), SendData(s_note[..^1]), SendTrailers(("grpc-status", "10"), ("grpc-message", "x"))] },
        { "message and status", GrpcStatusCode.NotFound, "tx not found: 00", [SendGoodHeaders(), SendData(s_note), SendTrailers(("grpc-status", "5"), ("grpc-message", "tx not found: 00"))] },
        { "compressed", GrpcStatusCode.Internal, "protocol error: received message with compressed-flag but no grpc-encoding was specified", [SendGoodHeaders(), SendData(Frames.Of(1, null, [1])), SendTrailers(s_ok)] },
        { "encoding", GrpcStatusCode.Internal, "the peer compresses its answer, which it was not asked to do", [SendHeaders(false, s_http200, s_grpc, ("grpc-encoding", "gzip")), SendData(s_note), SendTrailers(s_ok)] },
        { "forged length", GrpcStatusCode.ResourceExhausted, "Error, decoded message length too large: found 4294967295 bytes, the limit is: 4194304 bytes", [SendGoodHeaders(), SendData(Frames.Of(0, 0xFFFFFFFF, []))] },
        { "one byte too long", GrpcStatusCode.ResourceExhausted, "Error, decoded message length too large: found 4194305 bytes, the limit is: 4194304 bytes", [SendGoodHeaders(), SendData(Frames.Of(0, 4_194_305, []))] },
        { "trailers only", GrpcStatusCode.Unknown, "codespace sdk code 26: ü", [SendHeaders(true, s_http200, s_grpc, ("grpc-status", "2"), ("grpc-message", "codespace%20sdk code 26: %C3%BC"))] },
        { "trailers only and OK", GrpcStatusCode.Internal, "the peer sent no message", [SendHeaders(true, s_http200, s_grpc, ("grpc-status", "0"))] },
        { "no grpc-status", GrpcStatusCode.Unknown, "the peer ended the stream without a gRPC status", [SendGoodHeaders(), SendData(s_note), SendTrailers(("x", "y"))] },
        { "no trailers", GrpcStatusCode.Unknown, "the peer ended the stream without a gRPC status", [SendGoodHeaders(), SendData(s_note, isEnd: true)] },
        { "unknown status", GrpcStatusCode.Unknown, "odd", [SendGoodHeaders(), SendTrailers(("grpc-status", "17"), ("grpc-message", "odd"))] },
        { "status is no number", GrpcStatusCode.Unknown, "", [SendGoodHeaders(), SendTrailers(("grpc-status", "-1"))] },
        { "content type", GrpcStatusCode.Unknown, "the peer's answer is not of the content type application/grpc", [SendHeaders(false, s_http200, ("content-type", "text/html")), SendData([60], isEnd: true)] },
        { "grpc-web", GrpcStatusCode.Unknown, "the peer's answer is not of the content type application/grpc", [SendHeaders(false, s_http200, ("content-type", "application/grpc-web")), SendData([60], isEnd: true)] },
        { "no content type", GrpcStatusCode.Unknown, "the peer's answer is not of the content type application/grpc", [SendHeaders(true, s_http200)] },
        { "HTTP 400", GrpcStatusCode.Internal, Http(400), [SendHeaders(true, (":status", "400"))] },
        { "HTTP 401", GrpcStatusCode.Unauthenticated, Http(401), [SendHeaders(true, (":status", "401"))] },
        { "HTTP 403", GrpcStatusCode.PermissionDenied, Http(403), [SendHeaders(true, (":status", "403"))] },
        { "HTTP 404", GrpcStatusCode.Unimplemented, Http(404), [SendHeaders(true, (":status", "404"))] },
        { "HTTP 429", GrpcStatusCode.Unavailable, Http(429), [SendHeaders(true, (":status", "429"))] },
        { "HTTP 502", GrpcStatusCode.Unavailable, Http(502), [SendHeaders(true, (":status", "502"))] },
        { "HTTP 503", GrpcStatusCode.Unavailable, Http(503), [SendHeaders(true, (":status", "503"))] },
        { "HTTP 504", GrpcStatusCode.Unavailable, Http(504), [SendHeaders(true, (":status", "504"))] },
        { "HTTP 307", GrpcStatusCode.Unknown, Http(307), [SendHeaders(true, (":status", "307"), ("location", "http://elsewhere/"))] },
        { "HTTP 500", GrpcStatusCode.Unknown, Http(500), [SendHeaders(true, (":status", "500"))] },
        { "HTTP 431, then PROTOCOL_ERROR", GrpcStatusCode.Unknown, Http(431), [SendHeaders(true, (":status", "431")), SendReset(1)] },
        { "HTTP 503 with a status", GrpcStatusCode.Unauthenticated, "who", [SendHeaders(true, (":status", "503"), ("grpc-status", "16"), ("grpc-message", "who"))] },
        { "status, then NO_ERROR", GrpcStatusCode.Unavailable, "Service is in maintenance mode", [SendHeaders(true, s_http200, s_grpc, ("grpc-status", "14"), ("grpc-message", "Service%20is%20in%20maintenance%20mode")), SendReset(0)] },
        { "reset PROTOCOL_ERROR", GrpcStatusCode.Internal, Reset(1), [SendReset(1)] },
        { "reset INTERNAL_ERROR", GrpcStatusCode.Internal, Reset(2), [SendGoodHeaders(), SendData(s_note), SendReset(2)] },
        { "reset CANCEL", GrpcStatusCode.Cancelled, Reset(8), [SendReset(8)] },
        { "reset CANCEL halfway", GrpcStatusCode.Cancelled, Reset(8), [SendGoodHeaders(), SendData(s_note), SendReset(8)] },
        { "reset ENHANCE_YOUR_CALM", GrpcStatusCode.ResourceExhausted, Reset(11), [SendReset(11)] },
        { "reset INADEQUATE_SECURITY", GrpcStatusCode.PermissionDenied, Reset(12), [SendReset(12)] },
        { "reset REFUSED_STREAM", GrpcStatusCode.Unavailable, Reset(7), [SendReset(7)] },
        { "closed", GrpcStatusCode.Unavailable, "the peer cannot be reached or went away", [Close()] },
        { "closed halfway", GrpcStatusCode.Unavailable, "the peer cannot be reached or went away", [SendGoodHeaders(), SendData(s_note[..3]), Close()] },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task UnaryAsync_OfAnOddAnswer_ThrowsItsStatus(string name, GrpcStatusCode code, string message, Func<Stream, int, Task>[] steps)
    {
        await using var peer = Start(steps);
        using var channel = peer.Connect();
        var error = await Assert.ThrowsAnyAsync<P8eException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, TestContext.Current.CancellationToken));
        Assert.True(GrpcStatus.Of(error) == new GrpcStatus(code, message), $"{name}: {GrpcStatus.Of(error)}: {error.InnerException?.InnerException}");
        Assert.Contains("/p8e.tests.grpc.Echo/Say at raw", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerStreamingAsync_OfAStreamThatBreaks_GivesWhatCameBefore()
    {
        await using var peer = Start(SendGoodHeaders(), SendData([.. s_note, .. s_note]), SendTrailers(("grpc-status", "15"), ("grpc-message", "lost")));
        using var channel = peer.Connect();
        await using var notes = channel.ServerStreamingAsync(Echo.Count, new Note(), null, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await notes.MoveNextAsync());
        Assert.True(await notes.MoveNextAsync());
        var error = await Assert.ThrowsAsync<P8eStateException>(() => notes.MoveNextAsync().AsTask());
        Assert.Equal(new GrpcStatus(GrpcStatusCode.DataLoss, "lost"), GrpcStatus.Of(error));
    }

    [Fact]
    public async Task ClientStreamingAsync_OfARefusedStream_SendsItOnce()
    {
        var enumerations = 0;
        async IAsyncEnumerable<Note> Requests()
        {
            Interlocked.Increment(ref enumerations);
            await Task.Yield();
            yield return new Note();
        }

        await using var peer = Start(SendReset(7));
        using var channel = peer.Connect();
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.ClientStreamingAsync(Echo.Sum, Requests(), null, TestContext.Current.CancellationToken));
        Assert.Equal(GrpcStatusCode.Unavailable, GrpcStatus.Of(error)?.Code);
        Assert.InRange(enumerations, 0, 1);
    }

    /// <summary>What the framework reports first, the frame or the end of the connection, is a matter of timing.</summary>
    [Fact]
    public async Task UnaryAsync_OfAGoAway_IsTransient()
    {
        await using var peer = Start(SendGoodHeaders(), SendGoAway(11), Close());
        using var channel = peer.Connect();
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, TestContext.Current.CancellationToken));
        Assert.True(GrpcStatus.Of(error)?.Code is GrpcStatusCode.ResourceExhausted or GrpcStatusCode.Unavailable, error.ToString());
    }

    [Fact]
    public async Task UnaryAsync_OfHeadersBeyondTheLimit_IsRefused()
    {
        await using var peer = Start(SendHeaders(false, [s_http200, s_grpc, .. Enumerable.Range(0, 12).Select(i => ($"x-{i}", new string('x', 1000)))]), SendData(s_note), SendTrailers(s_ok));
        using var channel = new P8e.Grpc.Client.GrpcChannel(new("raw", peer.Address) { MaxResponseHeaderKibibytes = 8 }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<P8eInputException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, TestContext.Current.CancellationToken));
        Assert.Equal((ErrorCodes.LimitExceeded, GrpcStatusCode.ResourceExhausted), (error.Code, GrpcStatus.Of(error)?.Code));
    }

    [Fact]
    public async Task UnaryAsync_OfAPushback_TellsHowLongToWait()
    {
        await using var peer = Start(SendHeaders(true, s_http200, s_grpc, ("grpc-status", "14"), ("grpc-retry-pushback-ms", "1500")));
        using var channel = peer.Connect();
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, TestContext.Current.CancellationToken));
        Assert.Equal(TimeSpan.FromSeconds(1.5), error.RetryAfter);
    }

    private static string Http(int status) => $"the peer answered with HTTP status {status} and no gRPC status";

    private static string Reset(int code) => $"the peer ended the stream with HTTP/2 error {code}";
}
