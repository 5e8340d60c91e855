using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using P8e.Grpc.Client;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Client;

/// <summary>Calls of the client to this room's own server.</summary>
public sealed class GrpcChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnaryAsync_OfAMessage_ReturnsTheAnswer()
    {
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)));
        using var channel = server.Connect();
        var note = new Note { Text = "grün", Number = -1, Data = ByteString.CopyFrom(new byte[100_000]) };
        Assert.Equal(note, await channel.UnaryAsync(Echo.Say, note, null, Token));
        Assert.Equal(new Note(), await channel.UnaryAsync(Echo.Say, new Note(), null, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task ServerStreamingAsync_OfACount_ReturnsAllInOrder(int count)
    {
        await using var server = await EchoServer.StartAsync(service => service.ServerStreaming<Note, Note>("Count", (note, _, token) => Streams.Numbers(note.Number, token)));
        using var channel = server.Connect();
        var notes = await channel.ServerStreamingAsync(Echo.Count, new Note { Number = count }, null, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), notes.Select(note => note.Number));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task ClientStreamingAsync_OfNumbers_ReturnsTheirSum(int count)
    {
        await using var server = await EchoServer.StartAsync(service => service.ClientStreaming<Note, Note>(
            "Sum", async (notes, _, token) => new Note { Number = await notes.AggregateAsync(0L, (sum, note) => sum + note.Number, token) }));
        using var channel = server.Connect();
        var sum = await channel.ClientStreamingAsync(Echo.Sum, Streams.Numbers(count, Token), null, Token);
        Assert.Equal(count * (count - 1L) / 2, sum.Number);
    }

    [Fact]
    public async Task DuplexStreamingAsync_OfAConversation_AnswersBeforeTheNextQuestion()
    {
        await using var server = await EchoServer.StartAsync(service => service.DuplexStreaming<Note, Note>("Talk", (notes, _, _) => notes));
        using var channel = server.Connect();
        var answered = new SemaphoreSlim(1);
        async IAsyncEnumerable<Note> Questions()
        {
            for (var i = 0; i < 5; i++)
            {
                await answered.WaitAsync(Token);
                yield return new Note { Number = i };
            }
        }

        var answers = 0;
        await foreach (var note in channel.DuplexStreamingAsync(Echo.Talk, Questions(), null, Token))
        {
            Assert.Equal(answers++, note.Number);
            answered.Release();
        }

        Assert.Equal(5, answers);
    }

    [Fact]
    public async Task UnaryAsync_OfMetadata_CarriesThemBothWays()
    {
        byte[] bytes = [0, 255, 13, 10];
        GrpcMetadata? seen = null;
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", (note, call, _) =>
        {
            seen = call.RequestHeaders;
            call.ResponseHeaders.Add("x-head", "h");
            call.ResponseHeaders.Add("x-head-bin", bytes);
            call.ResponseTrailers.Add("x-tail", "t");
            call.ResponseTrailers.Add("x-tail-bin", bytes);
            return Task.FromResult(note);
        }));
        using var channel = new GrpcChannel(new("echo", server.Address.ToString()) { Headers = new() { { "apikey", "fixed" } } }, TimeProvider.System);
        var options = new GrpcCallOptions { Headers = new() { { "x-twice", "1" }, { "x-twice", "2" }, { "x-bytes-bin", bytes } }, Received = new() };
        await channel.UnaryAsync(Echo.Say, new Note(), options, Token);
        Assert.NotNull(seen);
        Assert.Equal(
            [new("apikey", "fixed"), new("x-twice", "1, 2"), new("x-bytes-bin", "AP8NCg")],
            seen.OrderBy(entry => entry.Key == "apikey" ? 0 : entry.Key == "x-twice" ? 1 : 2));
        Assert.Equal(bytes, Assert.Single(seen.FindBinary("x-bytes-bin")));
        Assert.Equal(("h", "t"), (options.Received.Headers.Find("x-head"), options.Received.Trailers.Find("x-tail")));
        Assert.Equal(bytes, Assert.Single(options.Received.Headers.FindBinary("x-head-bin")));
        Assert.Equal(bytes, Assert.Single(options.Received.Trailers.FindBinary("x-tail-bin")));
    }

    [Theory]
    [InlineData(12_288 - 33, true)]
    [InlineData(12_288 - 32, false)]
    public async Task UnaryAsync_OfLargeMetadata_SendsThemUpToTheLimit(int length, bool isSent)
    {
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", (note, _, _) => Task.FromResult(note)));
        using var channel = server.Connect();
        var options = new GrpcCallOptions { Headers = new() { { "x", new string('x', length) } } };
        var error = await Record.ExceptionAsync(() => channel.UnaryAsync(Echo.Say, new Note(), options, Token));
        Assert.Equal(isSent ? null : ErrorCodes.LimitExceeded, (error as P8eInputException)?.Code);
        Assert.Equal(isSent, error is null);
    }

    [Fact]
    public async Task UnaryAsync_OfADeadlineThatPasses_ThrowsDeadlineExceededAndTellsTheServer()
    {
        var entered = new TaskCompletionSource<DateTimeOffset?>();
        var left = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", async (note, call, token) =>
        {
            await using var leaving = token.Register(left.SetResult);
            entered.SetResult(call.DeadlineAt);
            await left.Task;
            token.ThrowIfCancellationRequested();
            return note;
        }));
        var clock = new ManualClock();
        using var channel = server.Connect(clock);
        var calling = channel.UnaryAsync(Echo.Say, new Note(), new() { Timeout = TimeSpan.FromHours(1) }, Token);
        Assert.NotNull(await entered.Task.WaitAsync(Token));
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(calling.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => calling);
        Assert.Equal((ErrorCodes.GrpcDeadlineExceeded, GrpcStatusCode.DeadlineExceeded), (error.Code, GrpcStatus.Of(error)?.Code));
        await left.Task.WaitAsync(Token);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task UnaryAsync_OfADeadlineInThePast_CallsNobody(int seconds)
    {
        using var channel = new GrpcChannel(new("nobody", "http://127.0.0.1:1"), new ManualClock());
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), new() { Timeout = TimeSpan.FromSeconds(seconds) }, Token));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, GrpcStatus.Of(error)?.Code);
    }

    [Fact]
    public async Task UnaryAsync_OfACancelledToken_ThrowsThatCancellation()
    {
        var entered = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(service => service.Unary<Note, Note>("Say", async (note, _, token) =>
        {
            await using var leaving = token.Register(left.SetResult);
            entered.SetResult();
            await left.Task;
            token.ThrowIfCancellationRequested();
            return note;
        }));
        using var channel = server.Connect();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var calling = channel.UnaryAsync(Echo.Say, new Note(), null, stop.Token);
        await entered.Task.WaitAsync(Token);
        await stop.CancelAsync();
        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => calling);
        Assert.Equal(stop.Token, error.CancellationToken);
        await left.Task.WaitAsync(Token);
        Assert.Empty(server.Log.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ServerStreamingAsync_LeftHalfway_EndsTheHandler(bool byToken)
    {
        var left = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(service => service.ServerStreaming<Note, Note>("Count", (_, _, token) => Numbers(token)));
        using var channel = server.Connect();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var note in channel.ServerStreamingAsync(Echo.Count, new Note(), null, stop.Token))
            {
                if (note.Number == 3 && !byToken)
                {
                    break;
                }

                if (note.Number == 3)
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(byToken, error is OperationCanceledException);
        await left.Task.WaitAsync(Token);

        async IAsyncEnumerable<Note> Numbers([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                await foreach (var note in Streams.Numbers(long.MaxValue, cancellationToken))
                {
                    yield return note;
                }
            }
            finally
            {
                left.SetResult();
            }
        }
    }

    [Fact]
    public async Task ClientStreamingAsync_CancelledHalfway_StopsBothStreams()
    {
        var received = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(service => service.ClientStreaming<Note, Note>("Sum", async (notes, _, token) =>
        {
            try
            {
                await foreach (var note in notes)
                {
                    received.TrySetResult();
                }
            }
            catch (OperationCanceledException)
            {
                left.SetResult();
                throw;
            }

            return new Note();
        }));
        using var channel = server.Connect();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var calling = channel.ClientStreamingAsync(Echo.Sum, Streams.Endless([new Note()], CancellationToken.None), null, stop.Token);
        await received.Task.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => calling);
        await left.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task ClientStreamingAsync_OfASourceThatThrows_ThrowsThat()
    {
        var received = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(service => service.ClientStreaming<Note, Note>("Sum", async (notes, _, token) =>
        {
            try
            {
                await notes.FirstAsync(token);
                received.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return new Note();
            }
            finally
            {
                left.SetResult();
            }
        }));
        using var channel = server.Connect();
        async IAsyncEnumerable<Note> Broken()
        {
            yield return new Note();
            await received.Task;
            throw new P8eStateException(StateErrorKind.NotFound, ErrorCodes.ObjectNotFound, "the source's own");
        }

        var error = await Assert.ThrowsAsync<P8eStateException>(() => channel.ClientStreamingAsync(Echo.Sum, Broken(), null, Token));
        Assert.Equal("the source's own", error.Message);
        await left.Task.WaitAsync(Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClientStreamingAsync_OfAnEarlyAnswer_LeavesTheSource(bool isRefused)
    {
        var isLeft = false;
        await using var server = await EchoServer.StartAsync(service => service.ClientStreaming<Note, Note>("Sum", async (notes, call, token) =>
        {
            await notes.FirstAsync(token);
            return isRefused ? throw call.Refusal(GrpcStatusCode.Unavailable, "Service is in maintenance mode") : new Note { Number = 5 };
        }));
        using var channel = server.Connect();
        async IAsyncEnumerable<Note> Source([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                await foreach (var note in Streams.Endless([new Note()], cancellationToken))
                {
                    yield return note;
                }
            }
            finally
            {
                isLeft = true;
            }
        }

        var calling = channel.ClientStreamingAsync(Echo.Sum, Source(CancellationToken.None), null, Token);
        if (isRefused)
        {
            var error = await Assert.ThrowsAsync<P8eTransientException>(() => calling);
            Assert.Equal(new GrpcStatus(GrpcStatusCode.Unavailable, "Service is in maintenance mode"), GrpcStatus.Of(error));
        }
        else
        {
            Assert.Equal(5, (await calling).Number);
        }

        Assert.True(isLeft);
    }

    [Fact]
    public async Task UnaryAsync_OfAStreamingMethod_IsRefused()
    {
        using var channel = new GrpcChannel(new("nobody", "http://127.0.0.1:1"), TimeProvider.System);
        await Assert.ThrowsAsync<ArgumentException>(() => channel.UnaryAsync(Echo.Count, new Note(), null, Token));
        Assert.Throws<ArgumentException>(() => channel.ServerStreamingAsync(Echo.Talk, new Note(), null, Token));
    }

    [Fact]
    public async Task UnaryAsync_ToAClosedPort_ThrowsUnavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"grpc://{listener.LocalEndpoint}";
        listener.Stop();
        using var channel = new GrpcChannel(new("closed", address), TimeProvider.System);
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, Token));
        Assert.Equal((ErrorCodes.GrpcUnavailable, GrpcStatusCode.Unavailable), (error.Code, GrpcStatus.Of(error)?.Code));
    }

    [Fact]
    public async Task UnaryAsync_OverTlsToAServerWithoutIt_ThrowsUnavailable()
    {
        await using var server = await EchoServer.StartAsync(_ => { });
        using var channel = new GrpcChannel(new("echo", $"grpcs://127.0.0.1:{server.Address.Port}"), TimeProvider.System);
        var error = await Assert.ThrowsAsync<P8eTransientException>(() => channel.UnaryAsync(Echo.Say, new Note(), null, Token));
        Assert.Equal(GrpcStatusCode.Unavailable, GrpcStatus.Of(error)?.Code);
    }
}
