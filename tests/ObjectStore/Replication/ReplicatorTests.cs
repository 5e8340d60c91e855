using System.Net;
using System.Net.Sockets;
using P8e.Grpc;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Sealing;
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

    [Fact]
    public async Task RunOnce_PeerThatIsDown_IsTriedWithOneObjectAndLeftAloneForLongerEachTime()
    {
        var port = FreePort();
        await _rig.RegisterAsync(First, $"tcp://127.0.0.1:{port}");
        var puts = new List<SealedObject>();
        for (var i = 0; i < 3; i++)
        {
            puts.Add(await _rig.PutAsync(100 + i, First));
            _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var replicator = _rig.Replicator();
        var waits = new List<double>();
        for (var round = 0; round < 9; round++)
        {
            var next = (DateTimeOffset)(await replicator.RunOnceAsync(Token))!;
            Assert.Equal(next, await replicator.RunOnceAsync(Token));
            waits.Add((next - _rig.Clock.GetUtcNow()).TotalSeconds);
            _rig.Clock.Advance(next - _rig.Clock.GetUtcNow());
        }

        var waiting = await _rig.WaitingAsync(First);
        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 1920, 1920], waits);
        Assert.Equal(9, waiting.Sum(row => row.Attempts));
        Assert.All(waiting, row => Assert.StartsWith("grpc.unavailable", row.LastError, StringComparison.Ordinal));

        await using var server = await LoopbackServer.StartAsync([_peer.Service], port: port);
        _rig.Clock.Advance(TimeSpan.FromMinutes(32));
        await replicator.RunOnceAsync(Token);
        Assert.Equal(3, _peer.Received.Count);
        Assert.Empty(await _rig.WaitingAsync(First));
    }

    [Fact]
    public async Task RunOnce_PeerThatRestarts_GoesOnWithTheSameReplicator()
    {
        var port = FreePort();
        await _rig.RegisterAsync(First, $"http://127.0.0.1:{port}");
        var replicator = _rig.Replicator();
        for (var life = 0; life < 3; life++)
        {
            await using (await LoopbackServer.StartAsync([_peer.Service], port: port))
            {
                await _rig.PutAsync(100 + life, First);
                _rig.Clock.Advance(TimeSpan.FromMinutes(1));
                await replicator.RunOnceAsync(Token);
                Assert.Equal(life + 1, _peer.Received.Count);
            }

            await _rig.PutAsync(200 + life, First);
            await replicator.RunOnceAsync(Token);
            var waiting = Assert.Single(await _rig.WaitingAsync(First));
            Assert.Equal(1, waiting.Attempts);
            await _rig.Node.Queue.RemoveAsync(waiting, Token);
        }
    }

    [Fact]
    public async Task RunOnce_PeerThatHangs_DelaysNobodyElse()
    {
        using var hung = new TcpListener(IPAddress.Loopback, 0);
        hung.Start();
        await _rig.RegisterAsync(First, $"http://{hung.LocalEndpoint}");
        await _rig.RegisterAsync(Second, await _rig.ServeAsync(_peer.Service));
        await _rig.PutAsync(100, First);
        await _rig.PutAsync(101, Second);
        var options = new ReplicationOptions { Allowed = ["127.0.0.1"], Patience = TimeSpan.FromSeconds(1), RoundPatience = TimeSpan.FromMilliseconds(300) };
        var replicator = _rig.Replicator(options);

        var next = await replicator.RunOnceAsync(Token);
        var afterOneRound = _peer.Received.Count;
        await _rig.PutAsync(102, Second);
        await replicator.RunOnceAsync(Token);

        Assert.Equal(1, afterOneRound);
        Assert.Equal(_rig.Clock.GetUtcNow() + options.RoundPatience, next);
        Assert.Equal(2, _peer.Received.Count);
        Assert.Equal(0, Assert.Single(await _rig.WaitingAsync(First)).Attempts);
        await UntilAsync(replicator, async () => Assert.Single(await _rig.WaitingAsync(First)).Attempts == 1);
        Assert.StartsWith("grpc.deadline_exceeded", Assert.Single(await _rig.WaitingAsync(First)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOnce_PeerThatIsSlow_IsFinishedByALaterRound()
    {
        var release = new TaskCompletionSource();
        _peer.OnPut = async (messages, _, token) =>
        {
            await release.Task.WaitAsync(token);
            return ScriptedStore.Accept(messages);
        };
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        await _rig.PutAsync(100, First);
        var replicator = _rig.Replicator(new ReplicationOptions { Allowed = ["127.0.0.1"], RoundPatience = TimeSpan.FromMilliseconds(50) });

        await replicator.RunOnceAsync(Token);
        await replicator.RunOnceAsync(Token);
        Assert.Equal(0, Assert.Single(await _rig.WaitingAsync(First)).Attempts);
        release.SetResult();

        await UntilAsync(replicator, async () => (await _rig.WaitingAsync(First)).Length == 0);
        Assert.Single(_peer.Received);
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

    [Fact]
    public async Task RunOnce_StorageThatFails_IsToldAfterOtherPeersWereServed()
    {
        var other = new ScriptedStore();
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        await _rig.RegisterAsync(Second, await _rig.ServeAsync(other.Service));
        await _rig.PutAsync(100, First, Second);

        var failed = await Assert.ThrowsAsync<P8eTransientException>(() => _rig.Replicator(queue: new ForgetfulQueue(_rig.Node.Queue)).RunOnceAsync(Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, failed.Code);
        Assert.Equal((1, 1), (_peer.Received.Count, other.Received.Count));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Goes on with rounds until it is so; the test's own limit ends it otherwise.</summary>
    private static async Task UntilAsync(Replicator replicator, Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!await isSo())
        {
            await replicator.RunOnceAsync(limit.Token);
        }
    }
}
