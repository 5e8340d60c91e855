using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Tests.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>Puts to a store that keeps what it is sent, and answers as a test says.</summary>
[Collection(Measured.Name)]
public sealed class RemotePutTests
{
    private readonly ScriptedStore _script = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_RecordedContainer_SendsWhatTheKotlinClientSends()
    {
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        var headers = new Grpc.GrpcMetadata { { "x-auth", "secret" } };
        using var connection = new RemoteConnection(new() { Name = "partner", Address = server.Address.ToString(), Headers = headers }, TimeProvider.System);

        var stored = await new GrpcObjectStore(connection).PutAsync(RecordedStreams.Upload(RecordedStreams.Client), Token);

        Assert.Equal(RecordedStreams.Client, Assert.Single(_script.Received));
        Assert.Equal("11111111-1111-4111-8111-111111111111", stored.ObjectId.ToString());
        Assert.Contains(new KeyValuePair<string, string>("x-auth", "secret"), Assert.Single(_script.Metadata));
    }

    public static TheoryData<string, Action<ObjectResponse>> MalformedAnswers => new()
    {
        { "no uuid", answer => answer.Uuid = null },
        { "other uuid", answer => answer.Uuid.Value = "1" },
        { "no container uuid", answer => answer.DimeUuid = null },
        { "other hash", answer => answer.Hash = Google.Protobuf.ByteString.CopyFromUtf8("another") },
        { "no lengths", answer => answer.Metadata = null },
        { "negative length", answer => answer.Metadata.Length = -1 },
        { "no time", answer => answer.Created = null },
        { "impossible time", answer => answer.Created.Seconds = long.MaxValue },
        { "impossible nanoseconds", answer => answer.Created.Nanos = -1 },
    };

    [Theory]
    [MemberData(nameof(MalformedAnswers), DisableDiscoveryEnumeration = true)]
    public async Task Put_MalformedAnswer_IsRefused(string what, Action<ObjectResponse> spoil)
    {
        _script.OnPut = (messages, _, _) =>
        {
            var answer = ScriptedStore.Accept(messages);
            spoil(answer);
            return Task.FromResult(answer);
        };
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => new GrpcObjectStore(connection).PutAsync(RecordedStreams.Upload(RecordedStreams.Client), Token));

        Assert.True(refused.Code == ErrorCodes.GrpcMalformed, what);
    }

    [Fact]
    public async Task Put_StoreThatNeverAnswers_IsTransientAndGivesItsTurnBack()
    {
        var answers = false;
        _script.OnPut = async (messages, _, token) =>
        {
            await Task.Delay(answers ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return ScriptedStore.Accept(messages);
        };
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(
            new() { Name = "partner", Address = server.Address.ToString(), Concurrency = 1, Patience = TimeSpan.FromMilliseconds(500) }, TimeProvider.System);
        var store = new GrpcObjectStore(connection);

        var silences = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            _ => Assert.ThrowsAsync<P8eTransientException>(() => store.PutAsync(RecordedStreams.Upload(RecordedStreams.Client), Token))));
        answers = true;
        await store.PutAsync(RecordedStreams.Upload(RecordedStreams.Client), Token);

        Assert.Contains(silences, silence => silence.Code == ErrorCodes.GrpcDeadlineExceeded);
        Assert.All(silences, silence => Assert.Contains("partner", silence.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_Cancelled_IsCancelledAndGivesItsTurnBack()
    {
        var entered = new TaskCompletionSource();
        var isFirst = true;
        _script.OnPut = async (messages, _, token) =>
        {
            if (isFirst)
            {
                isFirst = false;
                entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }

            return ScriptedStore.Accept(messages);
        };
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(new() { Name = "partner", Address = server.Address.ToString(), Concurrency = 1 }, TimeProvider.System);
        var store = new GrpcObjectStore(connection);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var put = store.PutAsync(RecordedStreams.Upload(RecordedStreams.Client), stop.Token);
        await entered.Task.WaitAsync(Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.NotNull(await store.PutAsync(RecordedStreams.Upload(RecordedStreams.Client), Token));
    }

    [Fact]
    public async Task Calls_MoreThanMayRunAtOnce_GoInTurn()
    {
        var (running, most) = (0, 0);
        _script.OnPut = async (messages, _, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return ScriptedStore.Accept(messages);
        };
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(new() { Name = "partner", Address = server.Address.ToString(), Concurrency = 2 }, TimeProvider.System);
        var store = new GrpcObjectStore(connection);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => store.PutAsync(RecordedStreams.Upload(RecordedStreams.Client), Token)));

        Assert.Equal(40, _script.Received.Count);
        Assert.InRange(most, 1, 2);
    }

    /// <summary>The sender's share: what lives when nearly all of the content is on its way. The receiver here keeps nothing.</summary>
    [Fact]
    public async Task Put_LongContent_KeepsNearlyNothingOfIt()
    {
        const long Length = 64L * 1024 * 1024;
        var sink = new Grpc.Server.GrpcService(ObjectReflection.Descriptor.Services[0])
            .ClientStreaming<ChunkBidi, ObjectResponse>("Put", async (stream, _, token) => ScriptedStore.Accept(
                await stream.Where((message, i) => i == 1 || message.Chunk?.ImplCase == Chunk.ImplOneofCase.Value).Prepend(new ChunkBidi()).ToListAsync(token)));
        await using var server = await LoopbackServer.StartAsync([sink]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var client = new SealedObjects(new GrpcObjectStore(connection), StoreRig.SmallSizes, new SeededRandomSource(7), new ManualTimeProvider());
        var (before, late) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        using var content = new PatternStream(Length, position => late = late == 0 && position > Length - (1024 * 1024) ? GC.GetTotalMemory(forceFullCollection: true) : late);

        var put = await client.PutAsync(content, StoreRig.Request() with { ContentLength = Length }, Token);

        Assert.Equal(Length, put.Stored.ContentLength);
        Assert.InRange(late, 1, before + (12 * 1024 * 1024));
    }
}
