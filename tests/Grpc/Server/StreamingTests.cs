using System.Runtime.CompilerServices;
using Google.Protobuf;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Server;

/// <summary>Large and many streams: the two sides hold each other back, and memory stays flat.</summary>
public sealed class StreamingTests
{
    private const int Messages = 256;
    private const int MessageBytes = 1 << 20;

    /// <summary>What may be on its way: the framework's stream window grows to 16 MiB at most, and the pipes of both sides.</summary>
    private const int MostAhead = 32;

    /// <summary>Twice what may be on its way, and what the collector has not seen yet.</summary>
    private const long MostBytes = 128L << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServerStreaming_OfALargeStream_NeverRunsAheadOfItsReader()
    {
        var flow = new Flow();
        await using var server = await EchoServer.StartAsync(service => service.ServerStreaming<Note, Note>("Count", (_, _, token) => flow.Produce(token)));
        using var channel = server.Connect();
        await flow.ConsumeAsync(channel.ServerStreamingAsync(Echo.Count, new Note(), null, Token));
        flow.AssertWasHeldBack();
    }

    [Fact]
    public async Task ClientStreaming_OfALargeStream_NeverRunsAheadOfItsReader()
    {
        var flow = new Flow();
        await using var server = await EchoServer.StartAsync(service => service.ClientStreaming<Note, Note>("Sum", async (notes, _, _) =>
        {
            await flow.ConsumeAsync(notes);
            return new Note();
        }));
        using var channel = server.Connect();
        await channel.ClientStreamingAsync(Echo.Sum, flow.Produce(Token), null, Token);
        flow.AssertWasHeldBack();
    }

    [Fact]
    public async Task Duplex_Of64StreamsAtOnce_RunsAllOfThem()
    {
        const int Streams = 64;
        var waiting = Streams;
        var allThere = new TaskCompletionSource();
        await using var server = await EchoServer.StartAsync(service => service.DuplexStreaming<Note, Note>("Talk", (notes, _, token) => Meet(notes, token)));
        using var channel = server.Connect();
        var sums = await Task.WhenAll(Enumerable.Range(0, Streams).Select(async stream =>
            await channel.DuplexStreamingAsync(Echo.Talk, Support.Streams.Numbers(10 + stream, Token), null, Token).CountAsync(Token)));
        Assert.Equal(Enumerable.Range(0, Streams).Select(stream => 10 + stream), sums);

        // No stream answers before every stream has sent something.
        async IAsyncEnumerable<Note> Meet(IAsyncEnumerable<Note> notes, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var note in notes.WithCancellation(cancellationToken))
            {
                if (note.Number == 0 && Interlocked.Decrement(ref waiting) == 0)
                {
                    allThere.SetResult();
                }

                await allThere.Task.WaitAsync(cancellationToken);
                yield return note;
            }
        }
    }

    /// <summary>The status cannot follow a message that waits for a reader who does not read: the stream is reset.</summary>
    [Fact]
    public async Task ServerStreaming_StuckAtItsDeadline_IsReset()
    {
        var clock = new ManualClock();
        await using var server = await EchoServer.StartAsync(
            service => service.ServerStreaming<Note, Note>("Count", (_, _, _) => Support.Streams.Of(new Note(), new Note { Data = UnsafeByteOperations.UnsafeWrap(new byte[64 << 20]) })),
            clock: clock);
        using var channel = new P8e.Grpc.Client.GrpcChannel(new("echo", server.Address.ToString()) { MaxMessageBytes = 128 << 20 }, TimeProvider.System);
        await using var notes = channel.ServerStreamingAsync(Echo.Count, new Note(), new() { Timeout = TimeSpan.FromHours(1) }, Token).GetAsyncEnumerator(Token);
        Assert.True(await notes.MoveNextAsync());
        clock.Advance(TimeSpan.FromHours(1));
        var error = await Assert.ThrowsAnyAsync<P8eException>(() => notes.MoveNextAsync().AsTask());
        Assert.Equal(GrpcStatusCode.Cancelled, GrpcStatus.Of(error)?.Code);
    }

    private sealed class Flow
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private int _produced;
        private int _consumed;
        private int _mostAhead;
        private long _mostBytes;

        public async IAsyncEnumerable<Note> Produce([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0; i < Messages; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _mostAhead = Math.Max(_mostAhead, ++_produced - Volatile.Read(ref _consumed));
                yield return new Note { Number = i, Data = UnsafeByteOperations.UnsafeWrap(new byte[MessageBytes]) };
                await Task.Yield();
            }
        }

        public async Task ConsumeAsync(IAsyncEnumerable<Note> notes)
        {
            await foreach (var note in notes)
            {
                Assert.Equal((_consumed, MessageBytes), (note.Number, note.Data.Length));
                Interlocked.Increment(ref _consumed);
                if (_consumed % 16 == 0)
                {
                    _mostBytes = Math.Max(_mostBytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
                }
            }
        }

        public void AssertWasHeldBack()
        {
            Assert.Equal(Messages, _consumed);
            Assert.InRange(_mostAhead, 1, MostAhead);
            Assert.InRange(_mostBytes, long.MinValue, MostBytes);
        }
    }
}
