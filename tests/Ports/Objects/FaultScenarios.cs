using P8e.ObjectStore.Sealing;
using P8e.Protocol.Errors;

namespace P8e.Ports.Objects;

/// <summary>
/// "Grow n": the n-th storage call fails, before or after its effect, for n = 1, 2, 3 and so on until a run meets no fault; the caller repeats
/// (reliability R2, R11, R12). A test class of adapters derives from this.
/// </summary>
public abstract class FaultScenarios
{
    private const int CallsMax = 40;

    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [CombinatorialFaults]
    public async Task Put_AnyCallFailsOnce_EndsInOneObjectAfterARepeat(FaultSide side, PutSituation situation, int length)
    {
        var fired = 0;
        for (var n = 1; n <= CallsMax; n++)
        {
            var rig = new StoreRig(Storage, seed: n);
            var content = rig.Random.Next(length);
            var first = await PrepareAsync(rig, content, situation);
            var faulty = rig.With(new FaultPlan(n, side));
            var (put, failures) = await RepeatUntilDoneAsync(() => faulty.PutAsync(content, Party.Named("reader 1")));
            Assert.True(first is null || first == put.Stored.ObjectId, "A repeat keeps the identity of the object.");
            await AssertOneObjectAsync(rig, put, content, strayMax: failures);
            if (!faulty.Plan.Fired)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"n reached {n}");
                Assert.True(fired > 0, "At least one run met its fault.");
                return;
            }

            fired++;
        }

        Assert.Fail($"A put needs more than {CallsMax} storage calls.");
    }

    [Theory]
    [InlineData(FaultSide.Before, 100)]
    [InlineData(FaultSide.After, 100)]
    [InlineData(FaultSide.Before, 1_300_000)]
    [InlineData(FaultSide.After, 1_300_000)]
    public async Task Open_AnyCallFailsOnce_IsTransientAndChangesNothing(FaultSide side, int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        var put = await rig.PutAsync(content);
        for (var n = 1; n <= CallsMax; n++)
        {
            var faulty = rig.With(new FaultPlan(n, side));

            var (read, failures) = await RepeatUntilDoneAsync(() => faulty.ReadAsync(put.Hash, Party.Named("owner")));

            Assert.Equal(content, read);
            if (!faulty.Plan.Fired)
            {
                Assert.True(n > 1 && failures == 0, "At least one run met its fault.");
                return;
            }

            Assert.Equal(1, failures);
        }

        Assert.Fail($"An open needs more than {CallsMax} storage calls.");
    }

    [Theory]
    [InlineData(FaultSide.Before)]
    [InlineData(FaultSide.After)]
    public async Task Sweep_AnyCallFailsOnce_EndsCleanAfterARepeat(FaultSide side)
    {
        for (var n = 1; n <= CallsMax; n++)
        {
            var rig = new StoreRig(Storage, seed: n);
            var kept = await rig.PutAsync(rig.Random.Next(5_000));
            await LeaveStrayAsync(rig);
            await LeaveStrayAsync(rig);
            var faulty = rig.With(new FaultPlan(n, side));

            await RepeatUntilDoneAsync(faulty.SweepLaterAsync);

            Assert.Equal(Assert.Single(await rig.RowsAsync()).BlobName, Assert.Single(await rig.BlobsAsync()).Name);
            Assert.Equal(5_000, (await rig.ReadAsync(kept.Hash, Party.Named("owner"))).Length);
            if (!faulty.Plan.Fired)
            {
                Assert.True(n > 4, "Listing, asking for each blob and deleting have each failed once.");
                return;
            }
        }

        Assert.Fail($"A sweep needs more than {CallsMax} storage calls.");
    }

    /// <summary>Lets a put end between its commit and its row, as a crash does.</summary>
    internal static async Task LeaveStrayAsync(StoreRig rig)
    {
        var doomed = rig.With(new FaultPlan(4, FaultSide.Before));
        await Assert.ThrowsAsync<P8eTransientException>(() => doomed.PutAsync(rig.Random.Next(5_000)));
        Assert.Equal(["AppendAsync", "FindAsync", "CommitAsync", "TryInsertAsync"], doomed.Plan.Calls);
    }

    private static async Task<Guid?> PrepareAsync(StoreRig rig, byte[] content, PutSituation situation)
    {
        if (situation == PutSituation.New)
        {
            return null;
        }

        var first = await rig.PutAsync(content, Party.Named("reader 1"));
        if (situation == PutSituation.Lost && (await rig.RowsAsync())[0].BlobName is { } name)
        {
            await rig.LoseAsync(name);
        }

        return first.Stored.ObjectId;
    }

    private static async Task<(T Answer, int Failures)> RepeatUntilDoneAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return (await call(), 0);
        }
        catch (P8eTransientException)
        {
            return (await call(), 1);
        }
    }

    private static async Task AssertOneObjectAsync(StoreRig rig, SealedObject put, byte[] content, int strayMax)
    {
        var row = Assert.Single(await rig.RowsAsync());
        Assert.Equal(put.Stored.ObjectId, row.ObjectId);
        Assert.Empty(await rig.Sweeper.FindRowsWithoutBytesAsync(rig.Affiliate, Token).ToArrayAsync(Token));
        string[] named = row.BlobName is null ? [] : [row.BlobName];
        Assert.InRange((await rig.BlobsAsync()).Length, named.Length, named.Length + strayMax);
        await rig.SweepLaterAsync();
        Assert.Equal(named, (await rig.BlobsAsync()).Select(blob => blob.Name));
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Party.Named("owner")));
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Party.Named("reader 1")));
    }
}
