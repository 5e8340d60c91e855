using P8e.ObjectStore;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Sharing;
using P8e.ObjectStore.Sweeping;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>Readers come and go. A test class of adapters derives from this.</summary>
public abstract class SharingScenarios
{
    private const int CallsMax = 40;
    private const string Operator = "operator 1";

    private static readonly Party Owner = Party.Named("owner");
    private static readonly Party First = Party.Named("reader 1");
    private static readonly Party Second = Party.Named("reader 2");

    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(1_300_000)]
    public async Task Share_OneComesAndOneGoes_ChangesTheReadersAndNothingElse(int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        var put = await rig.PutAsync(content, First);
        var before = Assert.Single(await rig.RowsAsync());

        var shared = await rig.Sharing(Owner).ShareAsync(before.Key, null, new AudienceChange { Add = [Second.Key], Remove = [ReaderId.Of(First.Key)] }, Operator, Token);

        var after = Assert.Single(await rig.RowsAsync());
        SampleRows.AssertEqual(before with { Header = after.Header, Readers = shared.Readers, Audience = shared.Audience }, after);
        Assert.Equal([ReaderId.Of(Owner.Key), ReaderId.Of(Second.Key)], shared.Readers.OrderBy(reader => reader == ReaderId.Of(Second.Key)));
        Assert.True(shared.IsChange);
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Owner));
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Second));
        Assert.Equal(ErrorCodes.ObjectNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(put.Hash, First))).Code);
        Assert.Equal(new SweepReport(length > 1024 ? 1 : 0, 0, 0, 0), await rig.SweepLaterAsync());
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Second));
        Assert.Equal(["Share done"], await rig.AuditAsync());
    }

    [Fact]
    public async Task Share_Repeated_IsUnchanged()
    {
        var rig = new StoreRig(Storage);
        var put = await rig.PutAsync(rig.Random.Next(100), First);
        var change = new AudienceChange { Add = [Second.Key, First.Key, Second.Key], Remove = [ReaderId.Of(Party.Named("stranger").Key)] };

        var shared = await rig.Sharing(Owner).ShareAsync(put.Stored.Key, put.Stored.ObjectId, change, Operator, Token);
        var again = await rig.Sharing(First).ShareAsync(put.Stored.Key, put.Stored.ObjectId, change, Operator, Token);

        Assert.Equal(3, shared.Readers.Count);
        Assert.Equal(shared with { IsChange = false, Readers = again.Readers }, again);
        Assert.Equal(["Share done", "Share unchanged"], (await rig.AuditAsync()).Order());
    }

    [Fact]
    public async Task Share_RefusedChanges_ChangeNothingAndAreWrittenDown()
    {
        var rig = new StoreRig(Storage);
        var put = await rig.PutAsync(rig.Random.Next(100), First);
        var before = Assert.Single(await rig.RowsAsync());
        var (key, id) = (put.Stored.Key, (Guid?)put.Stored.ObjectId);
        var add = new AudienceChange { Add = [Second.Key] };
        (Party By, Guid? Id, AudienceChange Change, string Code)[] refused =
        [
            (Owner, id, new AudienceChange { Remove = [ReaderId.Of(Owner.Key)] }, ErrorCodes.ObjectReaderNeeded),
            (First, id, new AudienceChange { Add = [Second.Key], Remove = [ReaderId.Of(Owner.Key)] }, ErrorCodes.ObjectReaderNeeded),
            (Second, id, add, ErrorCodes.DimeNotAddressed),
            (Second, null, add, ErrorCodes.ObjectNotFound),
            (Owner, Guid.Empty, add, ErrorCodes.ObjectNotFound),
        ];
        foreach (var (by, objectId, change, code) in refused)
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<P8eStateException>(() => rig.Sharing(by).ShareAsync(key, objectId, change, Operator, Token))).Code);
        }

        Assert.Equal(before.Version, Assert.Single(await rig.RowsAsync()).Version);
        Assert.Equal(refused.Select(one => $"Share {one.Code}").Order(), (await rig.AuditAsync()).Order());
        await Assert.ThrowsAnyAsync<ArgumentException>(() => rig.Sharing(Owner).ShareAsync(key, id, add, string.Empty, Token));
    }

    [Fact]
    public async Task Share_MoreReadersThanAHeaderHolds_IsRefused()
    {
        var rig = new StoreRig(Storage);
        var put = await rig.PutAsync(rig.Random.Next(100));
        var before = Assert.Single(await rig.RowsAsync());
        var crowd = Enumerable.Range(0, 1_500).Select(number => Party.Named($"crowd {number}").Key).ToArray();

        var error = await Assert.ThrowsAsync<P8eInputException>(() => rig.Sharing(Owner).ShareAsync(put.Stored.Key, null, new AudienceChange { Add = crowd }, Operator, Token));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
        Assert.Equal(before.Version, Assert.Single(await rig.RowsAsync()).Version);
    }

    [Fact]
    public async Task Share_SeveralAtOnce_AllTakeEffect()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var put = await rig.PutAsync(content, First);
        var parties = Enumerable.Range(0, 4).Select(number => Party.Named($"late {number}")).ToArray();

        await Task.WhenAll(parties.Select(party => rig.Sharing(Owner).ShareAsync(put.Stored.Key, put.Stored.ObjectId, new AudienceChange { Add = [party.Key] }, Operator, Token)));

        Assert.Equal(6, Assert.Single(await rig.RowsAsync()).Readers.Count);
        foreach (var party in parties.Append(First).Append(Owner))
        {
            Assert.Equal(content, await rig.ReadAsync(put.Hash, party));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    public async Task Share_AnotherObjectIsThereForTheseReaders_IsUnchangedOrRefused(int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        var (small, large) = (await rig.PutAsync(content, First), await rig.PutAsync(content, First, Second));
        var (key, second) = (small.Stored.Key, ReaderId.Of(Second.Key));

        var added = await rig.Sharing(Owner).ShareAsync(key, small.Stored.ObjectId, new AudienceChange { Add = [Second.Key] }, Operator, Token);
        var error = await Assert.ThrowsAsync<P8eStateException>(
            () => rig.Sharing(Owner).ShareAsync(key, large.Stored.ObjectId, new AudienceChange { Remove = [second] }, Operator, Token));

        Assert.False(added.IsChange);
        Assert.Equal(ErrorCodes.ObjectAudienceTaken, error.Code);
        Assert.Equal(2, (await rig.RowsAsync()).Length);
        Assert.Equal(content, await rig.ReadAsync(small.Hash, Second));
    }

    [Fact]
    public async Task Put_TheFirstAudienceAgainAfterItWasShared_IsAnObjectOfItsOwn()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var first = await rig.PutAsync(content, First);
        await rig.Sharing(Owner).ShareAsync(first.Stored.Key, null, new AudienceChange { Add = [Second.Key] }, Operator, Token);

        var again = await rig.PutAsync(content, First);

        Assert.NotEqual(first.Stored.ObjectId, again.Stored.ObjectId);
        Assert.Equal(new SweepReport(2, 0, 0, 0), await rig.SweepLaterAsync());
        Assert.Equal(content, await rig.ReadAsync(first.Hash, Second));
        Assert.Equal(content, await rig.ReadAsync(first.Hash, First));
    }

    [Fact]
    public async Task ShareAll_KeysOfAScope_ReportsEachObjectAndGoesOn()
    {
        var rig = new StoreRig(Storage);
        var contents = Enumerable.Range(0, 3).Select(_ => rig.Random.Next(200)).ToArray();
        var puts = new List<SealedObject>();
        foreach (var content in contents)
        {
            puts.Add(await rig.PutAsync(content, First));
        }

        await rig.PutAsync(contents[0], Second);
        ObjectKey[] keys = [puts[0].Stored.Key, ObjectKey.FromBytes([1, 2, 3]), puts[1].Stored.Key, puts[2].Stored.Key];
        var change = new AudienceChange { Add = [Party.Named("late").Key], Remove = [ReaderId.Of(First.Key)] };

        var begun = await rig.Sharing(Owner).ShareAllAsync(keys, change, Operator, Token).Take(2).ToArrayAsync(Token);
        var reports = await rig.Sharing(Owner).ShareAllAsync(keys, change, Operator, Token).ToArrayAsync(Token);

        Assert.Equal([0, 0], begun.Select(report => report.Position));
        Assert.Equal([0, 0, 1, 2, 3], reports.Select(report => report.Position));
        Assert.Equal([false, false, null, true, true], reports.Select(report => report.Shared?.IsChange));
        Assert.Equal([null, null, ErrorCodes.ObjectNotFound, null, null], reports.Select(report => report.ErrorCode));
        foreach (var (put, content) in puts.Zip(contents))
        {
            Assert.Equal(content, await rig.ReadAsync(put.Hash, Party.Named("late")));
            await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(put.Hash, First));
        }

        Assert.Equal(contents[0], await rig.ReadAsync(puts[0].Hash, Second));
    }

    [Theory]
    [InlineData(FaultSide.Before, 1)]
    [InlineData(FaultSide.After, 1)]
    [InlineData(FaultSide.Before, 60)]
    [InlineData(FaultSide.After, 60)]
    public async Task Share_AnyCallFailsOnce_IsReadableThroughoutAndDoneAfterARepeat(FaultSide side, int readers)
    {
        for (var n = 1; n <= CallsMax; n++)
        {
            var rig = new StoreRig(Storage, seed: n);
            var content = rig.Random.Next(2_000);
            var put = await rig.PutAsync(content, [.. Enumerable.Range(1, readers).Select(number => Party.Named($"reader {number}"))]);
            var faulty = rig.With(new FaultPlan(n, side));
            var change = new AudienceChange { Add = [Party.Named("late").Key], Remove = [ReaderId.Of(First.Key)] };
            await TryAsync(() => faulty.Sharing(Owner).ShareAsync(put.Stored.Key, put.Stored.ObjectId, change, Operator, Token));
            if (!faulty.Plan.Fired)
            {
                Assert.True(n > 2, "Reading, moving and writing the line have each failed once.");
                return;
            }

            Assert.Equal(content, await rig.ReadAsync(put.Hash, Owner));
            await faulty.Sharing(Owner).ShareAsync(put.Stored.Key, put.Stored.ObjectId, change, Operator, Token);

            Assert.Equal(put.Stored.ObjectId, Assert.Single(await rig.RowsAsync()).ObjectId);
            Assert.Equal(0, (await rig.SweepLaterAsync()).BlobsRemoved);
            Assert.Equal(content, await rig.ReadAsync(put.Hash, Party.Named("late")));
            await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(put.Hash, First));
            Assert.NotEmpty(await rig.AuditAsync());
        }

        Assert.Fail($"Sharing needs more than {CallsMax} storage calls.");
    }

    /// <summary>Makes a call that may meet its fault; one after the end of a listing that nobody reads to its end is never met.</summary>
    internal static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (P8eTransientException planned) when (planned.Message.EndsWith("planned fault.", StringComparison.Ordinal))
        {
            // The caller repeats.
        }
    }
}
