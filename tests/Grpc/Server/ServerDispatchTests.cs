using Microsoft.AspNetCore.Server.Kestrel.Core;
using P8e.Grpc.Client;
using P8e.Grpc.Server;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Server;

/// <summary>Requests as raw bytes, and the answers as they are on the wire.</summary>
public sealed class ServerDispatchTests
{
    private const string Say = "/p8e.tests.grpc.Echo/Say";
    private const string Sum = "/p8e.tests.grpc.Echo/Sum";
    private static readonly byte[] s_note = Frames.Of(new Note { Number = 7 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Handle(GrpcService service) => service
        .Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note))
        .ServerStreaming<Note, Note>("Count", (note, _, token) => Streams.Numbers(note.Number, token))
        .ClientStreaming<Note, Note>("Sum", async (notes, _, token) => new Note { Number = await notes.CountAsync(token) });

    [Fact]
    public async Task RunAsync_OfAGoodCall_AnswersWithHeadersMessageAndTrailers()
    {
        var answer = await AskAsync(Say, s_note);
        Assert.Equal((200, "application/grpc"), (answer.HttpStatus, answer.ContentType));
        Assert.Equal(s_note, answer.Body);
        Assert.Equal([new("grpc-status", "0")], answer.Trailers);
        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("grpc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_OfAnEmptyStream_AnswersWithTrailersOfTheirOwn()
    {
        var answer = await AskAsync("/p8e.tests.grpc.Echo/Count", Frames.Of(new Note()));
        Assert.Equal(("0", null), (answer.TrailerStatus, answer.TrailersOnlyStatus));
        Assert.Empty(answer.Body);
    }

    /// <summary>Recorded of the Rust store: unary-no-message, unary-two-messages, frame-…, message-length-forged; the status of a length is ours to choose.</summary>
    public static TheoryData<string, byte[], string, string?> Bodies => new()
    {
        { Say, [], "13", "Missing request message." },
        { Say, [.. s_note, .. s_note], "0", null },
        { Say, [0, 0], "13", "Unexpected EOF decoding stream." },
        { Say, s_note[..^1], "13", "Unexpected EOF decoding stream." },
        { Sum, [.. s_note, 0, 0], "13", "Unexpected EOF decoding stream." },
        { Sum, [.. s_note, .. s_note, .. s_note[..^1]], "13", "Unexpected EOF decoding stream." },
        { Say, Frames.Of(1, null, [1]), "13", "protocol error: received message with compressed-flag but no grpc-encoding was specified" },
        { Say, Frames.Of(2, null, [1]), "13", "protocol error: received message with invalid compression flag: 2 (valid flags are 0 and 1), while sending request" },
        { Say, Frames.Of(0, 0xFFFFFFFF, [1]), "8", "Error, decoded message length too large: found 4294967295 bytes, the limit is: 4194304 bytes" },
        { Sum, Frames.Of(Frames.NoteOf(4_194_305)), "8", "Error, decoded message length too large: found 4194305 bytes, the limit is: 4194304 bytes" },
        { Sum, Frames.Of(Frames.NoteOf(4_194_304)), "0", null },
        { Say, Frames.Of(Frames.NoteOf(4_194_304)), "0", null },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_OfABody_AnswersItsStatus(string path, byte[] body, string status, string? message)
    {
        var answer = await AskAsync(path, body);
        Assert.Equal((200, status), (answer.HttpStatus, status == "0" ? answer.TrailerStatus : answer.TrailersOnlyStatus));
        Assert.Equal(message, answer.TrailersOnlyMessage);
    }

    [Fact]
    public async Task RunAsync_OfBytesThatAreNoMessage_AnswersInternal()
    {
        var answer = await AskAsync(Say, Frames.Of(0, null, [0x0A, 0x7F]));
        Assert.Equal("13", answer.TrailersOnlyStatus);
        Assert.StartsWith("failed to decode Protobuf message: ", answer.TrailersOnlyMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfAnOversizedMessage_AnswersTheChosenStatus()
    {
        var answer = await AskAsync(Say, Frames.Of(0, 101, []), options: new() { MaxMessageBytes = 100, OversizedMessageStatus = GrpcStatusCode.OutOfRange });
        Assert.Equal("11", answer.TrailersOnlyStatus);
    }

    /// <summary>Recorded: content-type-json, content-type-grpc-proto, content-type-grpc-web.</summary>
    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc-web")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task RunAsync_OfAnyContentType_DoesNotLookAtIt(string? contentType) =>
        Assert.Equal("0", (await AskAsync(Say, s_note, contentType: contentType)).TrailerStatus);

    /// <summary>Recorded: encoding-gzip, encoding-gzip-flag-0, encoding-identity.</summary>
    [Theory]
    [InlineData("identity", null)]
    [InlineData("gzip", "Content is compressed with `gzip` which isn't supported")]
    public async Task RunAsync_OfAnEncoding_TakesIdentityOnly(string encoding, string? message)
    {
        var answer = await AskAsync(Say, s_note, [("grpc-encoding", encoding)]);
        Assert.Equal(message is null ? ("0", null, null) : ("12", message, "identity"),
            (answer.TrailerStatus ?? answer.TrailersOnlyStatus, answer.TrailersOnlyMessage, answer.Headers.GetValueOrDefault("grpc-accept-encoding")));
    }

    /// <summary>Recorded: unknown-service, unknown-method, unknown-path, case-sensitive-path.</summary>
    [Theory]
    [InlineData("/p8e.tests.grpc.Echo/Shout")]
    [InlineData("/p8e.tests.grpc.Echo/Talk")]
    [InlineData("/p8e.tests.grpc.Nobody/Say")]
    [InlineData("/p8e.tests.grpc.echo/Say")]
    [InlineData("/p8e.tests.grpc.Echo/say")]
    [InlineData("/p8e.tests.grpc.Echo/Say/")]
    [InlineData("/any/path/at.all")]
    [InlineData("/")]
    public async Task RunAsync_OfAnUnknownPath_AnswersUnimplementedWithoutAMessage(string path)
    {
        var answer = await AskAsync(path, s_note);
        Assert.Equal((200, "12", null), (answer.HttpStatus, answer.TrailersOnlyStatus, answer.TrailersOnlyMessage));
    }

    [Fact]
    public async Task Fallback_OfWhatIsNoGrpc_AnswersNotFound()
    {
        Assert.Equal(404, (await AskAsync("/p8e.tests.grpc.Echo/Shout", [], contentType: "application/json")).HttpStatus);
        Assert.Equal(404, (await AskAsync("/page", [], method: HttpMethod.Get)).HttpStatus);
    }

    [Fact]
    public async Task RunAsync_OfHttp11_AsksForAnother()
    {
        await using var server = await EchoServer.StartAsync(Handle, protocols: HttpProtocols.Http1);
        using var raw = new RawCall(server.Address);
        Assert.Equal(426, (await raw.SendAsync(Say, s_note, version: new Version(1, 1))).HttpStatus);
    }

    /// <summary>Recorded of the Rust store: HTTP status 431 without grpc-status (metadata-20KiB). A client sees either that or the end of the stream.</summary>
    [Theory]
    [InlineData(15_000, true)]
    [InlineData(20_000, false)]
    public async Task RunAsync_OfLargeHeaders_TakesThemUpToTheLimit(int bytes, bool isTaken)
    {
        await using var server = await EchoServer.StartAsync(Handle);
        using var raw = new RawCall(server.Address);
        var headers = Enumerable.Range(0, bytes / 1000).Select(i => ($"x-{i}", new string('x', 960))).ToArray();
        string? status = null;
        var error = await Record.ExceptionAsync(async () => status = (await raw.SendAsync(Say, s_note, headers)).TrailerStatus);
        Assert.Equal(isTaken, error is null && status == "0");
        Assert.Equal("0", (await raw.SendAsync(Say, s_note)).TrailerStatus);
    }

    public static TheoryData<Exception, GrpcStatusCode, string> Failures => new()
    {
        { new P8eInputException(ErrorCodes.HashInvalid, "Reading a hash: too short."), GrpcStatusCode.InvalidArgument, "Reading a hash: too short." },
        { new P8eStateException(StateErrorKind.NotFound, ErrorCodes.ObjectNotFound, "100 % weg: ü\n"), GrpcStatusCode.NotFound, "100 % weg: ü\n" },
        { new P8eStateException(StateErrorKind.Conflict, ErrorCodes.StorageConflict, "c"), GrpcStatusCode.Aborted, "c" },
        { new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.StorageDenied, "p"), GrpcStatusCode.PermissionDenied, "p" },
        { new P8eTransientException(ErrorCodes.StorageUnavailable, "t"), GrpcStatusCode.Unavailable, "t" },
        { new OperationCanceledException("secret"), GrpcStatusCode.Cancelled, "The call was cancelled." },
        { new InvalidOperationException("secret"), GrpcStatusCode.Internal, "The server failed while it answered; its log says why." },
        {
            // The status of a call that the handler made is not the answer to its own caller.
            new P8eStateException(StateErrorKind.Conflict, ErrorCodes.GrpcRefused, "upstream", new GrpcStatusException(new GrpcStatus(GrpcStatusCode.DataLoss, "inner"))),
            GrpcStatusCode.Aborted, "upstream"
        },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_OfAHandlerThatThrows_AnswersItsFamily(Exception failure, GrpcStatusCode code, string message)
    {
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", (_, _, _) => throw failure));
        using var channel = server.Connect();
        var error = await Assert.ThrowsAnyAsync<P8eException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, Token));
        Assert.Equal(new GrpcStatus(code, message), GrpcStatus.Of(error));
        Assert.Equal(failure is InvalidOperationException ? 1 : 0, server.Log.Lines.Count);
    }

    [Fact]
    public async Task RunAsync_OfARefusal_AnswersExactlyItWithTrailers()
    {
        await using var server = await EchoServer.StartAsync(service => service.ServerStreaming<Note, Note>("Count", (_, call, _) =>
        {
            call.ResponseTrailers.Add("x-tail", "t");
            return Fail(call);
        }));
        using var channel = server.Connect();
        var received = new GrpcReceived();
        var seen = new List<Note>();
        var error = await Assert.ThrowsAnyAsync<P8eException>(async () =>
        {
            await foreach (var note in channel.ServerStreamingAsync(Echo.Count, new Note(), new() { Received = received }, Token))
            {
                seen.Add(note);
            }
        });
        Assert.Equal(new GrpcStatus(GrpcStatusCode.FailedPrecondition, "50% – half"), GrpcStatus.Of(error));
        Assert.Equal("t", received.Trailers.Find("x-tail"));
        Assert.Single(seen);

        static async IAsyncEnumerable<Note> Fail(GrpcServerCall call)
        {
            yield return new Note();
            await Task.Yield();
            throw call.Refusal(GrpcStatusCode.FailedPrecondition, "50% – half");
        }
    }

    [Fact]
    public async Task RunAsync_OfATransientErrorWithAWait_TellsIt()
    {
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>(
            "Say", (_, _, _) => throw new P8eTransientException(ErrorCodes.StorageUnavailable, "busy", TimeSpan.FromSeconds(2))));
        using var channel = server.Connect();
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, Token));
        Assert.Equal(TimeSpan.FromSeconds(2), error.RetryAfter);
    }

    [Fact]
    public async Task RunAsync_OfADeadlineThatPasses_AnswersDeadlineExceeded()
    {
        var clock = new ManualClock();
        var deadline = new TaskCompletionSource<DateTimeOffset?>();
        await using var server = await EchoServer.StartAsync(
            service => service.ClientStreaming<Note, Note>("Sum", async (notes, call, token) =>
            {
                deadline.SetResult(call.DeadlineAt);
                return new Note { Number = await notes.CountAsync(token) };
            }),
            clock: clock);
        using var channel = server.Connect();
        var calling = channel.ClientStreamingAsync(Echo.Sum, Streams.Endless([new Note()], CancellationToken.None), new() { Timeout = TimeSpan.FromHours(1) }, Token);
        Assert.Equal(clock.GetUtcNow().AddHours(1), await deadline.Task.WaitAsync(Token));
        clock.Advance(TimeSpan.FromHours(1));
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => calling);
        Assert.Equal(new GrpcStatus(GrpcStatusCode.DeadlineExceeded, "Deadline Exceeded"), GrpcStatus.Of(error));
    }

    /// <summary>Recorded: timeout-abc and others are ignored; a timeout of nothing is over at once.</summary>
    [Theory]
    [InlineData("abc", "0")]
    [InlineData("123456789S", "0")]
    [InlineData("99999999H", "0")]
    [InlineData("0m", "4")]
    public async Task RunAsync_OfATimeout_KeepsWhatIsWellFormed(string timeout, string status)
    {
        var answer = await AskAsync(Say, s_note, [("grpc-timeout", timeout)]);
        Assert.Equal(status, answer.TrailerStatus ?? answer.TrailersOnlyStatus);
    }

    [Fact]
    public async Task RunAsync_OfFaultsInAStream_ShowsTheHandlerTheirStatus()
    {
        GrpcStatus? seen = null;
        await using var server = await EchoServer.StartAsync(service => service.ClientStreaming<Note, Note>("Sum", async (notes, call, token) =>
        {
            try
            {
                return new Note { Number = await notes.CountAsync(token) };
            }
            catch (P8eInputException e)
            {
                seen = GrpcStatus.Of(e);
                throw call.Refusal(GrpcStatusCode.InvalidArgument, "Error received instead of ChunkBidi");
            }
        }));
        using var raw = new RawCall(server.Address);
        var answer = await raw.SendAsync(Sum, [.. s_note, 0, 0]);
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Internal, "Unexpected EOF decoding stream."), seen);
        Assert.Equal("3", answer.TrailersOnlyStatus);
    }

    private static async Task<RawAnswer> AskAsync(
        string path, byte[] body, (string, string)[]? headers = null, string? contentType = "application/grpc", HttpMethod? method = null, GrpcServerOptions? options = null)
    {
        await using var server = await EchoServer.StartAsync(Handle, options);
        using var raw = new RawCall(server.Address);
        var answer = await raw.SendAsync(path, body, headers, contentType, method);
        Assert.Empty(server.Log.Lines);
        return answer;
    }
}
