using Google.Protobuf;
using P8e.ObjectStore.Remote;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>Gets from a store that answers early, late, wrongly or not at all.</summary>
public sealed class RemoteGetTests
{
    private static readonly ReaderId Owner = ReaderId.Of(Party.Named("owner").Key);
    private static readonly ObjectKey Key = ObjectKey.FromBytes(new byte[32]);

    private readonly ScriptedStore _script = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The Rust store answers a get right after a put with a part of the container, or none of it (object-store 3.5 rule 7).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(400)]
    [InlineData(9_000)]
    public async Task Get_ContainerCutAtFirst_IsAskedForAgain(int firstBytes)
    {
        var (container, contentLength) = await SealAsync(20_000);
        var gets = 0;
        _script.OnGet = (_, _, _) => ScriptedStore.Container(gets++ == 0 ? container[..firstBytes] : container, contentLength).ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var download = await new GrpcObjectStore(connection).GetAsync(Key, Owner, Token);

        Assert.Equal(container, await ReadAsync(download!));
        Assert.Equal(2, gets);
    }

    [Fact]
    public async Task OpenPayload_LongContainerCutInOneReading_GoesOnWhereItEnded()
    {
        var (container, contentLength) = await SealAsync(300_000);
        var gets = 0;
        _script.OnGet = (_, _, _) => ScriptedStore.Container(gets++ is 1 or 2 ? container[..(100_000 * gets)] : container, contentLength, 7_777).ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var download = await new GrpcObjectStore(connection).GetAsync(Key, Owner, Token);

        Assert.Equal(container.Length, download!.Stored.ContainerLength);
        Assert.Equal(container, await ReadAsync(download));
        Assert.Equal(4, gets);
    }

    [Fact]
    public async Task OpenPayload_AnotherContainerThanBefore_IsNotMixedIn()
    {
        var (first, length) = await SealAsync(200_000);
        var (second, _) = await SealAsync(200_000, seed: 2);
        var gets = 0;
        _script.OnGet = (_, _, _) => ScriptedStore.Container(gets++ == 0 ? first : second, length).ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var download = await new GrpcObjectStore(connection).GetAsync(Key, Owner, Token);

        await Assert.ThrowsAsync<P8eTransientException>(() => ReadAsync(download!));
    }

    /// <summary>Uploaders may declare any length; it is echoed (object-store 3.3). What arrives counts.</summary>
    [Theory]
    [InlineData(2_000, -1L)]
    [InlineData(2_000, 0L)]
    [InlineData(2_000, long.MaxValue)]
    [InlineData(200_000, -1L)]
    [InlineData(200_000, 5L)]
    public async Task Get_DeclaredLengthIsWrong_TheRealOneIsFound(int length, long declared)
    {
        var (container, _) = await SealAsync(length);
        _script.OnGet = (_, _, _) => ScriptedStore.Container(container, declared).ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var download = await new GrpcObjectStore(connection).GetAsync(Key, Owner, Token);

        Assert.Equal((long)container.Length, download!.Stored.ContainerLength);
        Assert.Equal(declared, download.Stored.ContentLength);
        Assert.Equal(container, await ReadAsync(download));
    }

    [Fact]
    public async Task Get_ContainerThatStaysCut_IsMissingWithoutHeaderAndHandedOnWithIt()
    {
        var (container, contentLength) = await SealAsync(2_000);
        var cut = 10;
        _script.OnGet = (_, _, _) => ScriptedStore.Container(container[..cut], contentLength).ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var store = new GrpcObjectStore(connection);

        var missing = await Assert.ThrowsAsync<P8eStateException>(() => store.GetAsync(Key, Owner, Token));
        cut = container.Length - 1;
        var download = await store.GetAsync(Key, Owner, Token);

        Assert.Equal(ErrorCodes.ObjectBytesMissing, missing.Code);
        Assert.Equal(container[..cut], await ReadAsync(download!));
    }

    public static TheoryData<string, ChunkBidi[]> MalformedAnswers => new()
    {
        { "nothing", [] },
        { "header alone", [Head(1)] },
        { "two streams", [Head(2), Data("DIME"), End()] },
        { "no header", [Data("DIME"), End()] },
        { "first chunk without header", [Head(1), Data(null), End()] },
        { "second header", [Head(1), Data("DIME"), Head(1), End()] },
        { "value", [Head(1), Data("DIME"), new() { Chunk = new Chunk { Value = ByteString.Empty } }, End()] },
        { "nothing set", [Head(1), Data("DIME"), new() { Chunk = new Chunk() }, End()] },
        { "data after the end", [Head(1), Data("DIME"), End(), Data(null)] },
        { "two ends", [Head(1), Data("DIME"), End(), End()] },
    };

    [Theory]
    [MemberData(nameof(MalformedAnswers), DisableDiscoveryEnumeration = true)]
    public async Task Get_AnswerOfAnotherShape_IsRefused(string what, ChunkBidi[] messages)
    {
        _script.OnGet = (_, _, _) => messages.ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => new GrpcObjectStore(connection).GetAsync(Key, Owner, Token));

        Assert.True(refused.Code == ErrorCodes.GrpcMalformed, what);
        Assert.Contains("partner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoContainer_IsRefusedWithTheConnectionsName()
    {
        _script.OnGet = (_, _, _) => ScriptedStore.Container(new byte[2_000], 5).ToAsyncEnumerable();
        await using var server = await LoopbackServer.StartAsync([_script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => new GrpcObjectStore(connection).GetAsync(Key, Owner, Token));

        Assert.Equal(ErrorCodes.DimeMalformed, refused.Code);
        Assert.Contains("partner", refused.Message, StringComparison.Ordinal);
    }

    private static ChunkBidi Head(int count) => new() { MultiStreamHeader = new MultiStreamHeader { StreamCount = count } };

    private static ChunkBidi Data(string? header) => new()
    {
        Chunk = new Chunk { Data = ByteString.CopyFromUtf8("DIM"), Header = header is null ? null : new StreamHeader { Name = header } },
    };

    private static ChunkBidi End() => new() { Chunk = new Chunk { End = new ChunkEnd() } };

    private static async Task<(byte[] Container, long ContentLength)> SealAsync(int length, int seed = 1)
    {
        var rig = new StoreRig(InMemoryStorage.New(), seed: seed);
        var put = await rig.PutAsync(rig.Random.Next(length));
        var stored = await rig.Store.GetAsync(put.Stored.Key, Owner, Token);
        return (await ReadAsync(stored!), length);
    }

    private static async Task<byte[]> ReadAsync(ObjectDownload download)
    {
        await using var payload = await download.OpenPayloadAsync(Token);
        using var whole = new MemoryStream();
        whole.Write(download.Header.ToBytes());
        await payload.CopyToAsync(whole, Token);
        return whole.ToArray();
    }
}
