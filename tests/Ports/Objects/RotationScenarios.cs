using P8e.Cryptography.Dime;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Sharing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>A new encryption key takes the place of an old one. A test class of adapters derives from this.</summary>
public abstract class RotationScenarios
{
    private const int CallsMax = 60;
    private const string Operator = "operator 1";

    private static readonly Party Old = Party.Named("owner");
    private static readonly Party New = Party.Named("owner's new key");
    private static readonly Party Reader = Party.Named("reader 1");
    private static readonly Party Other = Party.Named("other owner");

    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Rotate_InPieces_EndsWithTheNewKeyInThePlaceOfTheOld(int keysMax)
    {
        var rig = new StoreRig(Storage);
        var own = await PutAllAsync(rig, [100, 5_000, 300, 70_000], StoreRig.Request(Reader));
        var others = await PutAllAsync(rig, [200, 4_000], RequestBy(Other) with { Readers = [Old.Key, Reader.Key] });
        var foreign = await PutAllAsync(rig, [50], RequestBy(Other) with { Readers = [Reader.Key] });
        var before = await rig.RowsAsync();

        var reports = await RotateAllAsync(rig, keysMax);

        Assert.Equal(keysMax == 1000 ? 1 : (7 + keysMax - 1) / keysMax, reports.Count);
        Assert.Equal((7, 6), (reports.Sum(report => report.Seen), reports.Sum(report => report.Rewrapped)));
        Assert.All(reports, report => Assert.Empty(report.Refused));
        foreach (var (put, content) in own.Concat(others))
        {
            Assert.Equal(content, await rig.ReadAsync(put.Hash, New));
            Assert.Equal(content, await rig.ReadAsync(put.Hash, Reader));
            Assert.Equal(ErrorCodes.ObjectNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(put.Hash, Old))).Code);
        }

        var after = await rig.RowsAsync();
        Assert.Equal(before.Select(row => (row.ObjectId, row.Created, row.BlobName)).Order(), after.Select(row => (row.ObjectId, row.Created, row.BlobName)).Order());
        foreach (var row in after)
        {
            var header = DimeHeader.Parse(row.Header.Span);
            Assert.Equal(own.Any(one => one.Put.Stored.ObjectId == row.ObjectId), header.Owner!.IsFor(New.Key));
            Assert.Equal(header.Owner.PublicKeyText.ToArray(), header.Audience[^1].PublicKeyText.ToArray());
            Assert.Equal(DimeContext.Submission, header.Audience[^1].Context);
        }

        Assert.Equal(0, (await rig.SweepLaterAsync()).BlobsRemoved);
        Assert.Equal(0, (await RotateAllAsync(rig, keysMax)).Sum(report => report.Rewrapped));
        Assert.Equal(Enumerable.Repeat("RotateKey done", 6), await rig.AuditAsync());
        Assert.Equal(foreign[0].Content, await rig.ReadAsync(foreign[0].Put.Hash, Other));
    }

    [Fact]
    public async Task Rotate_NewKeyReadsAlready_StandsThereOnce()
    {
        var rig = new StoreRig(Storage);
        var (put, content) = (await PutAllAsync(rig, [100], StoreRig.Request(New, Reader)))[0];

        Assert.Equal(1, (await RotateAllAsync(rig, 10)).Sum(report => report.Rewrapped));

        var header = DimeHeader.Parse(Assert.Single(await rig.RowsAsync()).Header.Span);
        Assert.Equal([Reader.Key, New.Key], header.Audience.Select(entry => new[] { Old, Reader, New }.Single(party => entry.IsFor(party.Key)).Key));
        Assert.Equal(content, await rig.ReadAsync(put.Hash, New));
    }

    [Fact]
    public async Task Rotate_ObjectOfTheNewKeyIsThere_IsReportedAndDoesNotStopTheOthers()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(100);
        var taken = await rig.PutAsync(content, Reader);
        await rig.Client.PutAsync(content, RequestBy(New) with { Readers = [Reader.Key] }, Token);
        await PutAllAsync(rig, [50, 60], StoreRig.Request(Reader));

        var report = Assert.Single(await RotateAllAsync(rig, 10));

        Assert.Equal((4, 2), (report.Seen, report.Rewrapped));
        Assert.Equal([new RotationRefusal(taken.Stored.Key, taken.Stored.ObjectId, ErrorCodes.ObjectAudienceTaken)], report.Refused);
        Assert.Equal(content, await rig.ReadAsync(taken.Hash, New));
    }

    [Fact]
    public async Task Rotate_ProgrammersMistake_IsToldSo()
    {
        var rig = new StoreRig(Storage);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => rig.Rotation.RotateAsync(Old.Agreement, Old.Key, Operator, null, 1, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => rig.Rotation.RotateAsync(Old.Agreement, New.Key, Operator, null, 0, Token));
    }

    [Theory]
    [InlineData(FaultSide.Before)]
    [InlineData(FaultSide.After)]
    public async Task Rotate_AnyCallFailsOnce_IsCompleteAfterARepeat(FaultSide side)
    {
        for (var n = 1; n <= CallsMax; n++)
        {
            var rig = new StoreRig(Storage, seed: n);
            var puts = await PutAllAsync(rig, [100, 2_000, 300], StoreRig.Request(Reader));
            var faulty = rig.With(new FaultPlan(n, side));
            await SharingScenarios.TryAsync(() => RotateAllAsync(faulty, 2));
            if (!faulty.Plan.Fired)
            {
                Assert.True(n > 7, "Two listings, three moves and three lines have each failed once.");
                return;
            }

            await RotateAllAsync(faulty, 2);

            Assert.Equal(3, (await rig.RowsAsync()).Length);
            Assert.Equal(0, (await rig.SweepLaterAsync()).BlobsRemoved);
            foreach (var (put, content) in puts)
            {
                Assert.Equal(content, await rig.ReadAsync(put.Hash, New));
            }
        }

        Assert.Fail($"A rotation needs more than {CallsMax} storage calls.");
    }

    private static SealRequest RequestBy(Party owner) => new() { Owner = owner.Key, Signer = owner.Signer };

    private static async Task<List<(SealedObject Put, byte[] Content)>> PutAllAsync(StoreRig rig, int[] lengths, SealRequest request)
    {
        var puts = new List<(SealedObject Put, byte[] Content)>();
        foreach (var length in lengths)
        {
            var content = rig.Random.Next(length);
            puts.Add((await rig.Client.PutAsync(content, request, Token), content));
        }

        return puts;
    }

    private static async Task<List<RotationReport>> RotateAllAsync(StoreRig rig, int keysMax)
    {
        var reports = new List<RotationReport>();
        ObjectKey? next = null;
        do
        {
            reports.Add(await rig.Rotation.RotateAsync(Old.Agreement, New.Key, Operator, next, keysMax, Token));
            next = reports[^1].Next;
        }
        while (next is not null);

        return reports;
    }
}
