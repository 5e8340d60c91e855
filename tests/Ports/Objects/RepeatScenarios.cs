using P8e.ObjectStore;
using P8e.Protocol.Errors;

namespace P8e.Ports.Objects;

/// <summary>The same object put again, at once or later, also after the storage lost it (object-store 3.5). A test class of adapters derives from this.</summary>
public abstract class RepeatScenarios
{
    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(1_300_000)]
    public async Task Put_Repeat_GetsTheFirstAnswer(int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        var first = await rig.PutAsync(content, Party.Named("reader 1"));
        rig.Clock.Advance(TimeSpan.FromDays(3));

        var repeat = await rig.Client.PutAsync(
            new MemoryStream(content), StoreRig.Request(Party.Named("reader 1")) with { Metadata = [new("other", "metadata")] }, Token);

        Assert.Equal(first, repeat);
        Assert.Single(await rig.RowsAsync());
        Assert.Equal(first.Stored.IsInline ? 0 : 1, (await rig.BlobsAsync()).Length);
        Assert.Equal(content, await rig.ReadAsync(first.Hash, Party.Named("reader 1")));
    }

    /// <summary>The length of a repeat may lie on the other side of the threshold, or the threshold may have moved (object-store 3.5 rule 6).</summary>
    [Theory]
    [InlineData(1024, 8192)]
    [InlineData(8192, 1024)]
    public async Task Put_RepeatAcrossTheThreshold_GetsTheFirstAnswerAndLeavesNothing(int firstInlineBytes, int repeatInlineBytes)
    {
        var rig = new StoreRig(Storage, new ObjectStoreOptions { InlineBytes = firstInlineBytes });
        var content = rig.Random.Next(4096);
        var first = await rig.PutAsync(content);

        var repeat = await rig.With(new ObjectStoreOptions { InlineBytes = repeatInlineBytes }).PutAsync(content);

        Assert.Equal(first, repeat);
        Assert.Equal(first.Stored.IsInline, Assert.Single(await rig.RowsAsync()).BlobName is null);
        Assert.Equal(first.Stored.IsInline ? 0 : 1, (await rig.BlobsAsync()).Length);
        Assert.Equal(content, await rig.ReadAsync(first.Hash, Party.Named("owner")));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    public async Task Put_ThirtyTwoAtOnce_MakeOneObjectAndEqualAnswers(int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => rig.PutAsync(content, Party.Named("reader 1")), Token)));

        var answer = Assert.Single(answers.Distinct());
        var row = Assert.Single(await rig.RowsAsync());
        Assert.Equal(row.ObjectId, answer.Stored.ObjectId);
        await rig.SweepLaterAsync();
        Assert.Equal(row.BlobName is null ? [] : [row.BlobName], (await rig.BlobsAsync()).Select(blob => blob.Name));
        Assert.Equal(content, await rig.ReadAsync(answer.Hash, Party.Named("reader 1")));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(8192)]
    public async Task Put_RepeatAfterTheBlobWasLost_HealsTheObject(int repeatInlineBytes)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var first = await rig.PutAsync(content);
        await rig.LoseAsync((await rig.RowsAsync())[0].BlobName!);
        Assert.Equal(first.Stored.ObjectId, Assert.Single(await rig.Sweeper.FindRowsWithoutBytesAsync(rig.Affiliate, Token).ToArrayAsync(Token)).ObjectId);
        var lost = await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(first.Hash, Party.Named("owner")));
        Assert.Equal((ErrorCodes.ObjectBytesMissing, StateErrorKind.Conflict), (lost.Code, lost.Kind));
        rig.Clock.Advance(TimeSpan.FromDays(3));

        var healed = await rig.With(new ObjectStoreOptions { InlineBytes = repeatInlineBytes }).PutAsync(content);

        Assert.Equal((first.Stored.ObjectId, first.Stored.Created), (healed.Stored.ObjectId, healed.Stored.Created));
        Assert.Equal(content, await rig.ReadAsync(first.Hash, Party.Named("owner")));
        Assert.Empty(await rig.Sweeper.FindRowsWithoutBytesAsync(rig.Affiliate, Token).ToArrayAsync(Token));
        Assert.Equal(healed, await rig.PutAsync(content));
        Assert.Equal(Assert.Single(await rig.RowsAsync()).BlobName is null ? 0 : 1, (await rig.BlobsAsync()).Length);
    }

    [Fact]
    public async Task Put_SixteenAtOnceAfterTheBlobWasLost_HealItOnce()
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(5_000);
        var first = await rig.PutAsync(content);
        await rig.LoseAsync((await rig.RowsAsync())[0].BlobName!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => rig.PutAsync(content), Token)));

        Assert.Equal(first.Stored.ObjectId, Assert.Single(answers.Distinct()).Stored.ObjectId);
        Assert.Equal(Assert.Single(await rig.RowsAsync()).BlobName, Assert.Single(await rig.BlobsAsync()).Name);
        Assert.Equal(content, await rig.ReadAsync(first.Hash, Party.Named("owner")));
    }

    /// <summary>What is put again is only looked at: no row and no blob is written for it.</summary>
    [Theory]
    [InlineData(100, "TryInsertAsync FindAsync")]
    [InlineData(5_000, "AppendAsync FindAsync GetLengthAsync")]
    public async Task Put_Repeat_CostsThatManyCalls(int length, string calls)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        await rig.PutAsync(content);
        var counted = rig.With(FaultPlan.None());

        await counted.PutAsync(content);

        Assert.Equal(calls, string.Join(' ', counted.Plan.Calls));
    }

    [Theory]
    [InlineData(100, "TryInsertAsync")]
    [InlineData(5_000, "AppendAsync FindAsync CommitAsync TryInsertAsync")]
    [InlineData(1_300_000, "AppendAsync AppendAsync AppendAsync FindAsync CommitAsync TryInsertAsync")]
    public async Task Put_NewObject_CostsThatManyCalls(int length, string calls)
    {
        var rig = new StoreRig(Storage);

        await rig.PutAsync(rig.Random.Next(length));

        Assert.Equal(calls, string.Join(' ', rig.Plan.Calls));
    }
}
