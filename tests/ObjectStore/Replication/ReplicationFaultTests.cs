using System.Collections.Concurrent;
using P8e.Grpc;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>Peers that answer at random and a queue that fails at random: nothing is ever lost, and in the end everything has arrived.</summary>
public sealed class ReplicationFaultTests
{
    private const int Objects = 12;
    private const int FaultyRounds = 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task RunOnce_AnythingFails_EverythingArrivesInTheEnd(int seed)
    {
        await using var rig = new ReplicationRig();
        var random = new SeededRandomSource(seed);
        var isFaulty = true;
        var readers = Enumerable.Range(0, 3).Select(i => Party.Named($"reader {i}")).ToArray();
        // Two of the three are at home at one place.
        var (first, second) = (Peer(random, () => isFaulty), Peer(random, () => isFaulty));
        var (firstHome, secondHome) = (await rig.ServeAsync(first.Script.Service), await rig.ServeAsync(second.Script.Service));
        await rig.RegisterAsync(readers[0], firstHome);
        await rig.RegisterAsync(readers[1], firstHome);
        await rig.RegisterAsync(readers[2], secondHome);
        for (var i = 0; i < Objects; i++)
        {
            await rig.PutAsync(100 + i, readers[i % 3]);
        }

        var queue = new FaultyQueue(rig.Node.Queue, random, () => isFaulty);
        var replicator = rig.Replicator(ReplicationRig.Options(batchSize: 2), queue);
        for (var round = 0; round < FaultyRounds; round++)
        {
            await RunAsync(replicator);
            await AssertNothingIsLostAsync(rig, readers, first, second);
            rig.Clock.Advance(TimeSpan.FromSeconds(random.Next(1)[0] * 10));
            if (random.Next(1)[0] < 30)
            {
                // Another process goes on where this one died.
                await replicator.DisposeAsync();
                replicator = rig.Replicator(ReplicationRig.Options(batchSize: 2), queue);
            }
        }

        isFaulty = false;
        for (var round = 0; round < 2; round++)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(40));
            await RunAsync(replicator);
        }

        Assert.Equal(Objects, first.Accepted.Keys.Union(second.Accepted.Keys).Count());
        foreach (var reader in readers)
        {
            Assert.Empty(await rig.WaitingAsync(reader));
        }
    }

    private static async Task RunAsync(Replicator replicator)
    {
        try
        {
            await replicator.RunOnceAsync(Token);
        }
        catch (P8eTransientException failed) when (failed.Code == ErrorCodes.StorageUnavailable)
        {
            // As a timer does: the next round goes on.
        }
    }

    /// <summary>Every object waits, or has been accepted, or both.</summary>
    private static async Task AssertNothingIsLostAsync(ReplicationRig rig, Party[] readers, params (ScriptedStore Script, ConcurrentDictionary<string, bool> Accepted)[] peers)
    {
        var known = peers.SelectMany(peer => peer.Accepted.Keys).ToHashSet();
        foreach (var reader in readers)
        {
            known.UnionWith((await rig.WaitingAsync(reader)).Select(row => row.Key.ToString()));
        }

        Assert.Equal(Objects, known.Count);
    }

    private static (ScriptedStore Script, ConcurrentDictionary<string, bool> Accepted) Peer(SeededRandomSource random, Func<bool> isFaulty)
    {
        var accepted = new ConcurrentDictionary<string, bool>();
        var script = new ScriptedStore
        {
            OnPut = (messages, call, _) =>
            {
                var choice = isFaulty() ? random.Next(1)[0] : 255;
                if (choice < 60)
                {
                    throw call.Refusal(choice < 30 ? GrpcStatusCode.Unavailable : GrpcStatusCode.InvalidArgument, "not now");
                }

                var answer = ScriptedStore.Accept(messages);
                accepted[answer.Hash.ToBase64()] = true;
                // The answer is lost on its way.
                return choice < 90 ? throw call.Refusal(GrpcStatusCode.Unavailable, "gone") : Task.FromResult(answer);
            },
        };
        return (script, accepted);
    }
}
