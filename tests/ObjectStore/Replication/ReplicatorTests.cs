using P8e.Grpc;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>What is sent, in which order, and what becomes of what cannot be sent.</summary>
public sealed class ReplicatorTests : IAsyncDisposable
{
    private static readonly Party First = Party.Named("reader 1");
    private static readonly Party Second = Party.Named("reader 2");

    private readonly ReplicationRig _rig = new();
    private readonly ScriptedStore _peer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task RunOnce_RecordedObject_SendsWhatTheRustServerSends()
    {
        var upload = RecordedStreams.Upload(RecordedStreams.Put);
        var home = await _rig.ServeAsync(_peer.Service);
        var key = Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(upload.Header.Audience[1].PublicKeyText.Span));
        await _rig.Node.Registry.RegisterAsync(new KeyRegistration(key, home.Address.ToString(), default, null), Token);
        await _rig.Node.Store.PutAsync(upload, Token);

        await _rig.Replicator().RunOnceAsync(Token);

        Assert.Equal(RecordedStreams.SentOn, Assert.Single(_peer.Received));
    }

    /// <summary>Recorded: repl-stream-large.</summary>
    [Fact]
    public async Task RunOnce_LongObject_IsSentInMessagesOfTwoMillionBytes()
    {
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        var put = await _rig.PutAsync(4_500_000, First);

        await _rig.Replicator().RunOnceAsync(Token);

        var sizes = Assert.Single(_peer.Received).Where(message => message.Chunk?.ImplCase == Chunk.ImplOneofCase.Data).Select(message => (long)message.Chunk.Data.Length);
        Assert.Equal([2_000_000, 2_000_000, put.Stored.ContainerLength - 4_000_000], sizes);
    }

    /// <summary>A refused object waits by itself; in the Rust store it blocks the others (object-store 10 no. 8).</summary>
    [Theory]
    [InlineData(GrpcStatusCode.InvalidArgument)]
    [InlineData(GrpcStatusCode.Internal)]
    [InlineData(GrpcStatusCode.PermissionDenied)]
    public async Task RunOnce_RefusedObjects_DoNotBlockOthersAndWaitLongerEachTime(GrpcStatusCode code)
    {
        var refuses = true;
        _peer.OnPut = (messages, call, _) => refuses && messages[1].Chunk.Header.ContentLength < 100
            ? throw call.Refusal(code, "not this one")
            : Task.FromResult(ScriptedStore.Accept(messages));
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        for (var i = 0; i < 30; i++)
        {
            await _rig.PutAsync(i < 25 ? 50 : 200, First);
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var replicator = _rig.Replicator();
        var next = await replicator.RunOnceAsync(Token);
        var waiting = await _rig.WaitingAsync(First);

        Assert.Equal(30, _peer.Received.Count);
        Assert.Equal(25, waiting.Length);
        Assert.All(waiting, row => Assert.Equal((1, _rig.Clock.GetUtcNow().AddSeconds(30)), (row.Attempts, row.Due)));
        Assert.All(waiting, row => Assert.Contains("not this one", row.LastError, StringComparison.Ordinal));
        Assert.Equal(_rig.Clock.GetUtcNow().AddSeconds(30), next);
        _rig.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(_rig.Clock.GetUtcNow().AddSeconds(60), await replicator.RunOnceAsync(Token));
        _rig.Clock.Advance(TimeSpan.FromSeconds(60));
        refuses = false;
        Assert.Null(await replicator.RunOnceAsync(Token));
        Assert.Empty(await _rig.WaitingAsync(First));
    }

    [Fact]
    public async Task RunOnce_PeerThatSaysAlreadyExists_HasTheObject()
    {
        _peer.OnPut = (_, call, _) => throw call.Refusal(GrpcStatusCode.AlreadyExists, "here already");
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        await _rig.PutAsync(100, First);

        Assert.Null(await _rig.Replicator().RunOnceAsync(Token));
        Assert.Empty(await _rig.WaitingAsync(First));
    }

    /// <summary>In the Rust store the second key of a URL starves (object-store 10 no. 10).</summary>
    [Fact]
    public async Task RunOnce_TwoKeysOfOneUrl_AreServedInTurnAndInTheOrderInWhichTheyAreDue()
    {
        var home = await _rig.ServeAsync(_peer.Service);
        await _rig.RegisterAsync(First, $"http://127.0.0.1:{home.Address.Port}/");
        await _rig.RegisterAsync(Second, $"grpc://127.0.0.1:{home.Address.Port}/some/path?q");
        for (var i = 0; i < 6; i++)
        {
            await _rig.PutAsync((i < 3 ? 1000 : 2000) + i, i < 3 ? First : Second);
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await _rig.Replicator(ReplicationRig.Options(batchSize: 1)).RunOnceAsync(Token);

        var lengths = _peer.Received.Select(messages => messages[1].Chunk.Header.ContentLength).ToArray();
        long[] expected = lengths[0] == 1000 ? [1000, 2003, 1001, 2004, 1002, 2005] : [2003, 1000, 2004, 1001, 2005, 1002];
        Assert.Equal(expected, lengths);
    }

    /// <summary>An object that was shared with others since it was queued is sent as it is now, and not to the home of who is no reader any more.</summary>
    [Fact]
    public async Task RunOnce_ObjectWithAnotherAudienceSince_GoesToWhoStillReadsIt()
    {
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        var formerHome = new ScriptedStore();
        await _rig.RegisterAsync(Second, await _rig.ServeAsync(formerHome.Service));
        await _rig.PutAsync(100, First, Second);
        var stored = Assert.Single(await _rig.Node.Index.ListAfterAsync(_rig.Node.Affiliate, null, Token).ToArrayAsync(Token));
        ReaderId[] readers = [.. stored.Readers.Where(reader => reader != ReaderId.Of(Second.Key))];
        Assert.True(await _rig.Node.Index.TryMoveAsync(stored, stored with { Audience = AudienceId.Of(readers), Readers = readers }, Token));

        Assert.Null(await _rig.Replicator().RunOnceAsync(Token));

        Assert.Equal((1, 0), (_peer.Received.Count, formerHome.Received.Count));
        Assert.Empty(await _rig.WaitingAsync(First));
        Assert.Empty(await _rig.WaitingAsync(Second));
    }

    [Fact]
    public async Task RunOnce_PointersToNothing_AreRemovedWhenTheirObjectCannotComeAnyMore()
    {
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        var put = await _rig.PutAsync(100, First);
        var real = Assert.Single(await _rig.WaitingAsync(First));
        var other = real with { ObjectId = Guid.Parse("99999999-0000-4000-8000-000000000001") };
        var missing = real with { Key = Protocol.Identifiers.ObjectKey.FromBytes([1]), ObjectId = Guid.Parse("99999999-0000-4000-8000-000000000002") };
        await _rig.Node.Queue.AddAsync([other, missing], Token);

        var replicator = _rig.Replicator();
        await replicator.RunOnceAsync(Token);
        var waiting = Assert.Single(await _rig.WaitingAsync(First));
        _rig.Clock.Advance(TimeSpan.FromMinutes(61));
        await replicator.RunOnceAsync(Token);

        Assert.Equal((missing.ObjectId, 1), (waiting.ObjectId, waiting.Attempts));
        Assert.Empty(await _rig.WaitingAsync(First));
        Assert.Equal(put.Stored.ContentLength, Assert.Single(_peer.Received)[1].Chunk.Header.ContentLength);
    }

    [Fact]
    public async Task RunOnce_PayloadThatTheStorageLost_WaitsAndNothingOfItArrives()
    {
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        await _rig.PutAsync(50_000, First);
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await _rig.PutAsync(100, First);
        var blob = Assert.Single(await _rig.Node.Blobs.ListAsync(_rig.Node.Affiliate, Token).ToArrayAsync(Token));
        await _rig.Node.Blobs.DeleteAsync(_rig.Node.Affiliate, blob.Name, Token);

        await _rig.Replicator().RunOnceAsync(Token);

        Assert.Equal(100, Assert.Single(_peer.Received)[1].Chunk.Header.ContentLength);
        Assert.StartsWith(ErrorCodes.ObjectBytesMissing, Assert.Single(await _rig.WaitingAsync(First)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOnce_KeyThatIsAtHomeHereByNow_NeedsNoSending()
    {
        await _rig.PutAsync(100, First);
        await _rig.PutAsync(101, Second);
        await _rig.RegisterAsync(First, "");
        var replicator = _rig.Replicator();

        await replicator.RunOnceAsync(Token);
        await _rig.PutAsync(102, Second);
        await _rig.RegisterAsync(Second, "");
        await replicator.RunOnceAsync(Token);
        var beforeTheHour = await _rig.WaitingAsync(Second);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await replicator.RunOnceAsync(Token);

        Assert.Empty(await _rig.WaitingAsync(First));
        Assert.Equal((2, 0), (beforeTheHour.Length, (await _rig.WaitingAsync(Second)).Length));
    }

    [Fact]
    public async Task RunOnce_PeerWithAHeader_GetsItAsTheFileSaysNow()
    {
        var secret = Path.GetTempFileName();
        await using var file = new FileStream(secret, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.DeleteOnClose);
        var home = await _rig.ServeAsync(_peer.Service);
        await _rig.RegisterAsync(First, home);
        var options = new ReplicationOptions
        {
            Peers = [new PeerOptions { Name = "lender", Url = $"grpc://127.0.0.1:{home.Address.Port}", HeaderName = "x-peer", HeaderValueFile = secret, AllowPrivate = true }],
        };
        var replicator = _rig.Replicator(options);
        foreach (var value in new[] { "first\n", "second" })
        {
            file.SetLength(0);
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(value), Token);
            await file.FlushAsync(Token);
            await _rig.PutAsync(100 + value.Length, First);
            await replicator.RunOnceAsync(Token);
        }

        file.SetLength(0);
        await file.WriteAsync("se\u0001cret"u8.ToArray(), Token);
        await file.FlushAsync(Token);
        await _rig.PutAsync(200, First);
        await replicator.RunOnceAsync(Token);

        Assert.Equal(["first", "second"], _peer.Metadata.Select(metadata => metadata.Single(entry => entry.Key == "x-peer").Value));
        var failed = Assert.Single(await _rig.WaitingAsync(First));
        Assert.StartsWith("configuration.invalid", failed.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", failed.LastError, StringComparison.Ordinal);
    }
}
