using System.Net;
using System.Net.Sockets;
using P8e.Grpc;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>Peers that are down, restart, hang or are slow, and a storage that fails.</summary>
public sealed class PeerTroubleTests : IAsyncDisposable
{
    private static readonly Party First = Party.Named("reader 1");
    private static readonly Party Second = Party.Named("reader 2");

    private readonly ReplicationRig _rig = new();
    private readonly ScriptedStore _peer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

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

    /// <summary>A refusal is an answer, too: a peer that gave one is up.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunOnce_PeerThatAnswersInBetween_IsNotLeftAloneForLonger(bool isRefusal)
    {
        var isDown = true;
        _peer.OnPut = (messages, call, _) => isDown ? throw call.Refusal(GrpcStatusCode.Unavailable, "down")
            : isRefusal ? throw call.Refusal(GrpcStatusCode.InvalidArgument, "not this one")
            : Task.FromResult(ScriptedStore.Accept(messages));
        await _rig.RegisterAsync(First, await _rig.ServeAsync(_peer.Service));
        var replicator = _rig.Replicator();
        var waits = new List<double>();
        foreach (var isDownNow in new[] { true, true, true, false, true })
        {
            isDown = isDownNow;
            await _rig.PutAsync(100 + waits.Count, First);
            var next = await replicator.RunOnceAsync(Token) ?? _rig.Clock.GetUtcNow();
            waits.Add((next - _rig.Clock.GetUtcNow()).TotalSeconds);
            _rig.Clock.Advance(TimeSpan.FromMinutes(32));
        }

        Assert.Equal([30, 60, 120], waits[..3]);
        Assert.Equal(30, waits[4]);
    }

    /// <summary>Each object brings the peer down, and each time it is the turn of another key.</summary>
    [Fact]
    public async Task RunOnce_KeyWhoseObjectsBringThePeerDown_DoesNotKeepAnotherFromItsTurn()
    {
        _peer.OnPut = (_, call, _) => throw call.Refusal(GrpcStatusCode.Unavailable, "down");
        var home = await _rig.ServeAsync(_peer.Service);
        await _rig.RegisterAsync(First, home);
        await _rig.RegisterAsync(Second, home);
        for (var i = 0; i < 20; i++)
        {
            await _rig.PutAsync(100 + i, First);
            await _rig.PutAsync(100 + i, Second);
        }

        var replicator = _rig.Replicator();
        for (var round = 0; round < 4; round++)
        {
            await replicator.RunOnceAsync(Token);
            _rig.Clock.Advance(TimeSpan.FromMinutes(32));
        }

        Assert.All(new[] { await _rig.WaitingAsync(First), await _rig.WaitingAsync(Second) }, waiting => Assert.Equal(2, waiting.Sum(row => row.Attempts)));
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
