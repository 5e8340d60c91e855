using P8e.ObjectStore.Sharing;
using P8e.ObjectStore.Sweeping;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>How long objects are kept, and how they go. A test class of adapters derives from this.</summary>
public abstract class LifetimeScenarios
{
    private const int CallsMax = 40;
    private const string Operator = "operator 1";

    private static readonly Party Owner = Party.Named("owner");
    private static readonly Party Reader = Party.Named("reader 1");

    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    public async Task Shred_Object_LeavesATombstoneOnlyAndRefusesTheSameObject(int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        var put = await rig.PutAsync(content, Reader);
        var (key, id) = (put.Stored.Key, put.Stored.ObjectId);

        Assert.True(await rig.Lifetime.ShredAsync(key, id, "asked for", Operator, Token));
        Assert.False(await rig.Lifetime.ShredAsync(key, id, "asked for", Operator, Token));

        Assert.Empty(await rig.RowsAsync());
        Assert.Empty(await rig.BlobsAsync());
        await AssertNotFoundAsync(rig, put.Hash);
        var error = await Assert.ThrowsAsync<P8eStateException>(() => rig.PutAsync(content, Reader));
        Assert.Equal((ErrorCodes.ObjectShredded, StateErrorKind.Conflict), (error.Code, error.Kind));
        Assert.Empty(await rig.BlobsAsync());
        var tombstone = Assert.Single(await Storage.Index.ListTombstonesAsync(rig.Affiliate, key, Token).ToArrayAsync(Token));
        Assert.Equal((id, Operator, (long)length, 2), (tombstone.ObjectId, tombstone.ShreddedBy, tombstone.ContentLength, tombstone.Readers.Count));
        Assert.Equal(["Shred done", "Shred unchanged"], (await rig.AuditAsync()).Order());
    }

    [Fact]
    public async Task Shred_OneOfTwoAudiences_LeavesTheOther()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var (put, other) = (await rig.PutAsync(content, Reader), await rig.PutAsync(content));

        Assert.True(await rig.Lifetime.ShredAsync(put.Stored.Key, put.Stored.ObjectId, string.Empty, Operator, Token));

        Assert.Equal(other.Stored.ObjectId, Assert.Single(await rig.RowsAsync()).ObjectId);
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Owner));
        var error = await Assert.ThrowsAsync<P8eStateException>(
            () => rig.Sharing(Owner).ShareAsync(put.Stored.Key, null, new AudienceChange { Add = [Reader.Key] }, Operator, Token));
        Assert.Equal(ErrorCodes.ObjectShredded, error.Code);
        Assert.Equal(new SweepReport(1, 0, 0, 0), await rig.SweepLaterAsync());
    }

    [Fact]
    public async Task Readmit_ShreddedObject_CanBePutAgain()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var first = await rig.PutAsync(content, Reader);
        await rig.Lifetime.ShredAsync(first.Stored.Key, first.Stored.ObjectId, string.Empty, Operator, Token);

        Assert.True(await rig.Lifetime.ReadmitAsync(first.Stored.Key, first.Stored.ObjectId, "by mistake", Operator, Token));
        Assert.False(await rig.Lifetime.ReadmitAsync(first.Stored.Key, first.Stored.ObjectId, "by mistake", Operator, Token));
        await AssertNotFoundAsync(rig, first.Hash);
        var again = await rig.PutAsync(content, Reader);

        Assert.NotEqual(first.Stored.ObjectId, again.Stored.ObjectId);
        Assert.Equal(content, await rig.ReadAsync(again.Hash, Reader));
    }

    [Fact]
    public async Task Shred_RetainedObject_IsRefusedUntilTheTimeHasCome()
    {
        var rig = new StoreRig(Storage);
        var put = await rig.PutAsync(rig.Random.Next(100), Reader);
        var (key, id, until) = (put.Stored.Key, put.Stored.ObjectId, rig.Clock.GetUtcNow().AddSeconds(20));

        Assert.True(await rig.Lifetime.RetainAsync(key, id, until, Operator, Token));
        Assert.False(await rig.Lifetime.RetainAsync(key, id, until, Operator, Token));
        Assert.Equal(ErrorCodes.ObjectRetained, (await Assert.ThrowsAsync<P8eStateException>(() => rig.Lifetime.RetainAsync(key, id, until.AddTicks(-1), Operator, Token))).Code);
        Assert.Equal(
            ErrorCodes.RequestMalformed, (await Assert.ThrowsAsync<P8eInputException>(() => rig.Lifetime.RetainAsync(key, id, rig.Clock.GetUtcNow(), Operator, Token))).Code);
        rig.Clock.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromTicks(1));
        Assert.Equal(ErrorCodes.ObjectRetained, (await Assert.ThrowsAsync<P8eStateException>(() => rig.Lifetime.ShredAsync(key, id, string.Empty, Operator, Token))).Code);
        Assert.Equal(until, Assert.Single(await rig.RowsAsync()).RetainUntil);
        Assert.Equal(
            ["Retain done", "Retain object.retained", "Retain request.malformed", "Retain unchanged", "Shred object.retained"], (await rig.AuditAsync()).Order(StringComparer.Ordinal));

        rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await rig.Lifetime.ShredAsync(key, id, string.Empty, Operator, Token));
    }

    [Fact]
    public async Task Shred_ObjectOnHold_IsRefusedUntilItIsLiftedAlsoAfterItWasShared()
    {
        var rig = new StoreRig(Storage);
        var put = await rig.PutAsync(rig.Random.Next(100));
        var (key, id) = (put.Stored.Key, put.Stored.ObjectId);

        Assert.True(await rig.Lifetime.HoldAsync(key, id, "case 7", Operator, Token));
        Assert.False(await rig.Lifetime.HoldAsync(key, id, "case 7", Operator, Token));
        await rig.Sharing(Owner).ShareAsync(key, id, new AudienceChange { Add = [Reader.Key] }, Operator, Token);
        Assert.Equal(ErrorCodes.ObjectOnHold, (await Assert.ThrowsAsync<P8eStateException>(() => rig.Lifetime.ShredAsync(key, id, string.Empty, Operator, Token))).Code);
        Assert.True(await rig.Lifetime.ReleaseAsync(key, id, "case 7 is closed", Operator, Token));
        Assert.False(await rig.Lifetime.ReleaseAsync(key, id, "case 7 is closed", Operator, Token));

        Assert.True(await rig.Lifetime.ShredAsync(key, id, string.Empty, Operator, Token));
        await AssertNotFoundAsync(rig, put.Hash);
    }

    [Fact]
    public async Task Put_RepeatThatHeals_KeepsRetentionAndHold()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var put = await rig.PutAsync(content);
        var until = rig.Clock.GetUtcNow().AddYears(1);
        await rig.Lifetime.RetainAsync(put.Stored.Key, put.Stored.ObjectId, until, Operator, Token);
        await rig.Lifetime.HoldAsync(put.Stored.Key, put.Stored.ObjectId, string.Empty, Operator, Token);
        await rig.LoseAsync(Assert.Single(await rig.RowsAsync()).BlobName!);

        await rig.PutAsync(content);

        var row = Assert.Single(await rig.RowsAsync());
        Assert.Equal((put.Stored.ObjectId, until, true), (row.ObjectId, row.RetainUntil, row.LegalHold));
    }

    [Fact]
    public async Task AnyAct_NoSuchObject_IsNotFoundAndWrittenDown()
    {
        var rig = new StoreRig(Storage);
        var put = await rig.PutAsync(rig.Random.Next(100));
        var (key, id) = (put.Stored.Key, Guid.Empty);
        Func<Task>[] acts =
        [
            () => rig.Lifetime.RetainAsync(key, id, rig.Clock.GetUtcNow().AddDays(1), Operator, Token),
            () => rig.Lifetime.HoldAsync(key, id, string.Empty, Operator, Token),
            () => rig.Lifetime.ReleaseAsync(key, id, string.Empty, Operator, Token),
            () => rig.Lifetime.ShredAsync(key, id, string.Empty, Operator, Token),
        ];

        foreach (var act in acts)
        {
            Assert.Equal(ErrorCodes.ObjectNotFound, (await Assert.ThrowsAsync<P8eStateException>(act)).Code);
        }

        Assert.Equal(4, (await rig.AuditAsync()).Count(line => line.EndsWith(ErrorCodes.ObjectNotFound, StringComparison.Ordinal)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => rig.Lifetime.HoldAsync(key, put.Stored.ObjectId, string.Empty, new string('a', 257), Token));
    }

    [Fact]
    public async Task Shred_SharedAtTheSameTime_EndsInOneOfTheTwo()
    {
        for (var round = 0; round < 5; round++)
        {
            var rig = new StoreRig(Storage, seed: round);
            var content = rig.Random.Next(2_000);
            var put = await rig.PutAsync(content, Party.Named("reader 2"));
            var sharing = SettleAsync(() => rig.Sharing(Owner).ShareAsync(put.Stored.Key, put.Stored.ObjectId, new AudienceChange { Add = [Reader.Key] }, Operator, Token));

            Assert.True(await rig.Lifetime.ShredAsync(put.Stored.Key, put.Stored.ObjectId, string.Empty, Operator, Token));
            Assert.True(await sharing is null or ErrorCodes.ObjectNotFound);

            Assert.Empty(await rig.RowsAsync());
            Assert.Empty(await rig.BlobsAsync());
        }
    }

    [Theory]
    [InlineData(FaultSide.Before, 1)]
    [InlineData(FaultSide.After, 1)]
    [InlineData(FaultSide.Before, 110)]
    [InlineData(FaultSide.After, 110)]
    public async Task Shred_AnyCallFailsOnce_IsCompleteAfterARepeat(FaultSide side, int readers)
    {
        for (var n = 1; n <= CallsMax; n++)
        {
            var rig = new StoreRig(Storage, seed: n);
            var content = rig.Random.Next(2_000);
            var put = await rig.PutAsync(content, [.. Enumerable.Range(1, readers).Select(number => Party.Named($"reader {number}"))]);
            var faulty = rig.With(new FaultPlan(n, side));
            await SharingScenarios.TryAsync(() => faulty.Lifetime.ShredAsync(put.Stored.Key, put.Stored.ObjectId, string.Empty, Operator, Token));
            if (!faulty.Plan.Fired)
            {
                Assert.True(n > 3, "Reading, shredding, deleting and writing the line have each failed once.");
                return;
            }

            await faulty.Lifetime.ShredAsync(put.Stored.Key, put.Stored.ObjectId, string.Empty, Operator, Token);

            Assert.Empty(await rig.RowsAsync());
            Assert.Empty(await rig.BlobsAsync());
            await AssertNotFoundAsync(rig, put.Hash);
            Assert.NotEmpty(await rig.AuditAsync());
        }

        Assert.Fail($"Shredding needs more than {CallsMax} storage calls.");
    }

    private static async Task<string?> SettleAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (P8eStateException refusal)
        {
            return refusal.Code;
        }
    }

    private static async Task AssertNotFoundAsync(StoreRig rig, ObjectHash hash) =>
        Assert.Equal(ErrorCodes.ObjectNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(hash, Reader))).Code);
}
