using P8e.ObjectStore.Sweeping;

namespace P8e.Ports.Objects;

/// <summary>What a sweep takes and what it leaves. A test class of adapters derives from this.</summary>
public abstract class SweepScenarios
{
    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_StrayYoungerThanTheGrace_IsLeftAlone()
    {
        var rig = new StoreRig(Storage);
        await FaultScenarios.LeaveStrayAsync(rig);
        rig.SweepClock.Advance(TimeSpan.FromMinutes(rig.Options.SweepGraceMinutes - 1));

        var report = await rig.Sweeper.SweepAsync(rig.Affiliate, Token);

        Assert.Equal(new SweepReport(BlobsSeen: 1, BlobsRemoved: 0, ReadersRemoved: 0, ForeignBlobs: 0), report);
        Assert.Single(await rig.BlobsAsync());
    }

    [Fact]
    public async Task Sweep_OldStraysAmongObjects_TakesOnlyTheStrays()
    {
        var rig = new StoreRig(Storage);
        var contents = Enumerable.Range(0, 5).Select(_ => rig.Random.Next(5_000)).ToArray();
        var puts = await Task.WhenAll(contents.Select(content => rig.PutAsync(content)));
        await FaultScenarios.LeaveStrayAsync(rig);
        await FaultScenarios.LeaveStrayAsync(rig);

        Assert.Equal(new SweepReport(7, 2, 0, 0), await rig.SweepLaterAsync());
        Assert.Equal(new SweepReport(5, 0, 0, 0), await rig.SweepLaterAsync());

        foreach (var (put, content) in puts.Zip(contents))
        {
            Assert.Equal(content, await rig.ReadAsync(put.Hash, Party.Named("owner")));
        }
    }

    [Fact]
    public async Task Sweep_OtherAffiliatesStrays_AreLeftAlone()
    {
        var (rig, other) = (new StoreRig(Storage), new StoreRig(Storage));
        await FaultScenarios.LeaveStrayAsync(rig);
        await FaultScenarios.LeaveStrayAsync(other);

        await rig.SweepLaterAsync();

        Assert.Empty(await rig.BlobsAsync());
        Assert.Single(await other.BlobsAsync());
    }

    /// <summary>A blob that belongs to an object which names another one: what a loser of a race leaves when it dies before it cleans up.</summary>
    [Fact]
    public async Task Sweep_BlobOfALosersCrash_IsTakenAndTheWinnersKept()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var winner = await rig.PutAsync(content);
        var upload = Storage.Blobs.StartUpload(rig.Affiliate, "20260131/loser");
        await upload.AppendAsync(rig.Random.Next(5_032), Token);
        var row = Assert.Single(await rig.RowsAsync());
        await upload.CommitAsync(new(row.Key, row.Audience), Token);

        Assert.Equal(new SweepReport(2, 1, 0, 0), await rig.SweepLaterAsync());

        Assert.Equal(content, await rig.ReadAsync(winner.Hash, Party.Named("owner")));
    }

    [Fact]
    public async Task Sweep_TwoAtOnce_BothEndClean()
    {
        var rig = new StoreRig(Storage);
        var kept = await rig.PutAsync(rig.Random.Next(5_000));
        await FaultScenarios.LeaveStrayAsync(rig);
        await FaultScenarios.LeaveStrayAsync(rig);

        await Task.WhenAll(rig.SweepLaterAsync(), rig.SweepLaterAsync());

        Assert.Equal(Assert.Single(await rig.RowsAsync()).BlobName, Assert.Single(await rig.BlobsAsync()).Name);
        Assert.Equal(5_000, (await rig.ReadAsync(kept.Hash, Party.Named("owner"))).Length);
    }
}
