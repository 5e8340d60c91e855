using System.Security.Cryptography;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Tests.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>Our client and our services, over real HTTP/2.</summary>
public sealed class GrpcObjectStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lengths around those at which the client keeps the payload in memory, or sends it in one message more.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData((64 * 1024) - 32)]
    [InlineData((64 * 1024) - 31)]
    [InlineData((256 * 1024) - 33)]
    [InlineData((256 * 1024) - 32)]
    [InlineData((256 * 1024) - 31)]
    [InlineData(2_000_000)]
    [InlineData(4_500_001)]
    public async Task PutAndOpen_AnyLength_GiveTheContentAndWhatTheStoreSays(int length)
    {
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var client = Client(connection);
        var reader = Party.Named("reader 1");
        var content = node.Random.Next(length);

        var put = await client.PutAsync(content, StoreRig.Request(reader), Token);
        using var source = new MemoryStream(content, writable: false);
        var repeat = await client.PutAsync(source, StoreRig.Request(reader), Token);
        using var opened = await client.OpenAsync(put.Hash, reader.Agreement, Token);

        Assert.Equal(ObjectHash.FromBytes(SHA256.HashData(content)), put.Hash);
        Assert.Equal(put.Stored, repeat.Stored);
        Assert.Equal(Assert.Single(await node.Index.ListAfterAsync(node.Affiliate, null, Token).ToArrayAsync(Token)).ObjectId, put.Stored.ObjectId);
        Assert.Equal((long)length, put.Stored.ContentLength);
        Assert.Equal((put.Stored.ContainerId, put.Stored.ContentLength, put.Stored.ContainerLength), (opened.Stored.ContainerId, opened.Stored.ContentLength, opened.Stored.ContainerLength));
        Assert.Equal(content, await opened.ReadAllBytesAsync(length, Token));
        Assert.Equal(Party.Named("owner").Key, opened.Signer);
    }

    [Fact]
    public async Task Open_NothingForThisReader_IsNotFound()
    {
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var client = Client(connection);
        var put = await client.PutAsync(node.Random.Next(100), StoreRig.Request(), Token);

        var refused = await Assert.ThrowsAsync<P8eStateException>(() => client.OpenAsync(put.Hash, Party.Named("stranger").Agreement, Token));

        Assert.Equal(ErrorCodes.ObjectNotFound, refused.Code);
        Assert.Null(await new GrpcObjectStore(connection).GetAsync(ObjectKey.FromBytes(new byte[32]), ReaderId.Of(Party.Named("owner").Key), Token));
    }

    [Fact]
    public async Task Get_ReaderWithoutKey_IsTheCallersMistake()
    {
        await using var server = await new StoreNode(seed: 1).ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var nameless = ReaderId.FromStored(ReaderId.Of(Party.Named("owner").Key).ToString());

        await Assert.ThrowsAsync<ArgumentException>(() => new GrpcObjectStore(connection).GetAsync(ObjectKey.FromBytes(new byte[32]), nameless, Token));
    }

    [Fact]
    public async Task Put_LongStreamOfUnknownLength_IsRefusedBeforeAnythingIsKept()
    {
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var client = Client(connection);
        const int Length = 300_000;

        var unknown = await Assert.ThrowsAsync<P8eInputException>(() => client.PutAsync(new PatternStream(Length), StoreRig.Request(), Token));
        var wrong = await Assert.ThrowsAsync<P8eInputException>(() => client.PutAsync(new PatternStream(Length), StoreRig.Request() with { ContentLength = Length - 1 }, Token));
        var known = await client.PutAsync(new PatternStream(Length), StoreRig.Request() with { ContentLength = Length }, Token);
        var small = await client.PutAsync(new PatternStream(1000), StoreRig.Request(), Token);

        Assert.Equal((ErrorCodes.LimitExceeded, ErrorCodes.RequestMalformed), (unknown.Code, wrong.Code));
        Assert.Equal((Length, 1000L), (known.Stored.ContentLength, small.Stored.ContentLength));
        Assert.Equal(2, (await node.Index.ListAfterAsync(node.Affiliate, null, Token).ToArrayAsync(Token)).Length);
    }

    [Fact]
    public async Task Put_StoreInMaintenance_IsTransientAndNamesTheConnection()
    {
        var node = new StoreNode(seed: 1, service: new() { UriHost = "node.example", Bucket = "node", AuthorisesCallers = false, StartsInMaintenance = true });
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<P8eTransientException>(() => Client(connection).PutAsync(node.Random.Next(5_000_000), StoreRig.Request(), Token));

        Assert.Equal(ErrorCodes.GrpcUnavailable, refused.Code);
        Assert.Contains("partner", refused.Message, StringComparison.Ordinal);
        Assert.Contains("maintenance", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ServerOfAnAuthorityOfOurOwn_IsTrustedOnlyWhenItIsNamed()
    {
        using var authority = new TestAuthority();
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync(authority.ForLoopback);
        var grpcs = $"grpcs://localhost:{server.Address.Port}";
        using var strange = new RemoteConnection(StoreNode.To(server, address: grpcs), TimeProvider.System);
        using var trusted = new RemoteConnection(new RemoteStoreOptions { Name = "partner", Address = grpcs, AuthorityFile = authority.File }, TimeProvider.System);

        await Assert.ThrowsAsync<P8eTransientException>(() => Client(strange).PutAsync(node.Random.Next(10), StoreRig.Request(), Token));
        var put = await Client(trusted).PutAsync(node.Random.Next(10), StoreRig.Request(), Token);

        Assert.Equal(10, put.Stored.ContentLength);
    }

    private static SealedObjects Client(RemoteConnection connection) =>
        new(new GrpcObjectStore(connection), StoreRig.SmallSizes, new SeededRandomSource(7), new ManualTimeProvider());
}
