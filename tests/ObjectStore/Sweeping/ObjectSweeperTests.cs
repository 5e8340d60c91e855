using P8e.ObjectStore.Sweeping;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests.Sweeping;

/// <summary>What only a test that reaches behind the port can set up; the rest is in <see cref="SweepScenarios"/>.</summary>
public sealed class ObjectSweeperTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_BlobThatNobodyOfOursMade_IsCountedAndNeverTaken()
    {
        var clock = new ManualTimeProvider();
        var blobs = new InMemoryObjectBlobs(clock);
        var rig = new StoreRig(new StorageUnderTest(new InMemoryObjectIndex(), blobs, clock));
        blobs.Overwrite(rig.Affiliate, "somebody-elses", [1, 2, 3]);

        Assert.Equal(new SweepReport(BlobsSeen: 1, BlobsRemoved: 0, ReadersRemoved: 0, ForeignBlobs: 1), await rig.SweepLaterAsync());
        Assert.Equal("somebody-elses", Assert.Single(await rig.BlobsAsync()).Name);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1 })]
    public async Task FindRowsWithoutBytes_BlobOfAnotherLength_IsReported(byte[] left)
    {
        var clock = new ManualTimeProvider();
        var blobs = new InMemoryObjectBlobs(clock);
        var rig = new StoreRig(new StorageUnderTest(new InMemoryObjectIndex(), blobs, clock));
        await rig.PutAsync(rig.Random.Next(5_000));
        await rig.PutAsync(rig.Random.Next(100));
        var put = await rig.PutAsync(rig.Random.Next(6_000));
        var row = (await rig.RowsAsync()).Single(one => one.ObjectId == put.Stored.ObjectId);

        blobs.Overwrite(rig.Affiliate, row.BlobName!, left);

        Assert.Equal(row.ObjectId, Assert.Single(await rig.Sweeper.FindRowsWithoutBytesAsync(rig.Affiliate, Token).ToArrayAsync(Token)).ObjectId);
        Assert.Equal(new SweepReport(2, 0, 0, 0), await rig.SweepLaterAsync());
    }
}
