using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>What every <see cref="IObjectIndex"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class ObjectIndexConformance : ObjectMovesConformance
{
    private readonly SeededRandomSource _random = new(20260131);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(2000)]
    public async Task Find_KeyOfAnyLength_GivesTheRow(int keyLength)
    {
        var row = NewRow(SampleRows.Key(_random, keyLength));

        Assert.True(await Index.TryInsertAsync(row, Token));

        SampleRows.AssertEqual(row, await FindAsync(row));
        SampleRows.AssertEqual(row, await FindForReaderAsync(row, row.Readers[0]));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(200 * 1024, 0, 0)]
    [InlineData(700, 380 * 1024, 0)]
    [InlineData(512 * 1024, 384 * 1024, ObjectProperties.BytesMax)]
    public async Task Find_PartsOfAnySize_GivesTheRow(int headerLength, int payloadLength, int propertyLength)
    {
        var row = NewRow() with
        {
            Header = _random.Next(headerLength),
            InlinePayload = _random.Next(payloadLength),
            PayloadLength = payloadLength,
            Properties = [SampleRows.Property("P", _random.Next(propertyLength))],
        };

        Assert.True(await Index.TryInsertAsync(row, Token));

        SampleRows.AssertEqual(row, await FindAsync(row));
    }

    [Fact]
    public async Task Find_OddProperties_KeepsNamesValuesAndOrder()
    {
        var row = NewRow() with
        {
            Properties =
            [
                SampleRows.Property("z", _random.Next(3)),
                SampleRows.Property(string.Empty, _random.Next(5)),
                SampleRows.Property("a", ReadOnlyMemory<byte>.Empty),
                SampleRows.Property("SOURCE::TYPE", "REPLICATION"u8.ToArray()),
                SampleRows.Property("Größe \u0001 \ud83d\ude00 \"'\\", new byte[] { 0, 0, 0 }),
                SampleRows.Property("A", _random.Next(1)),
            ],
        };

        Assert.True(await Index.TryInsertAsync(row, Token));

        SampleRows.AssertEqual(row, await FindAsync(row));
    }

    [Fact]
    public async Task Find_NoPropertiesAndNoReaders_GivesTheRow()
    {
        var row = SampleRows.Inline(_affiliate, SampleRows.Key(_random), _random, readers: []) with { Properties = [] };

        Assert.True(await Index.TryInsertAsync(row, Token));

        SampleRows.AssertEqual(row, await FindAsync(row));
    }

    [Theory]
    [InlineData(0L, 0L)]
    [InlineData(-1L, 5L)]
    [InlineData(long.MaxValue, 5L * 1024 * 1024 * 1024)]
    [InlineData(long.MinValue, long.MaxValue)]
    public async Task Find_RowOfABlob_KeepsNameAndLengths(long contentLength, long payloadLength)
    {
        var row = NewRow() with { ContentLength = contentLength, PayloadLength = payloadLength, InlinePayload = default, BlobName = "20260131/0f-1" };

        Assert.True(await Index.TryInsertAsync(row, Token));

        SampleRows.AssertEqual(row, await FindAsync(row));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryReplace_RetentionAndHold_KeepsThemAndTakesThemAway(bool legalHold)
    {
        var row = NewRow() with { RetainUntil = SampleRows.Created.AddYears(7), LegalHold = legalHold };
        Assert.True(await Index.TryInsertAsync(row, Token));
        SampleRows.AssertEqual(row, await FindAsync(row));
        var changed = row with { RetainUntil = null, LegalHold = !legalHold, Version = (await FindAsync(row))!.Version };

        Assert.True(await Index.TryReplaceAsync(changed, Token));

        SampleRows.AssertEqual(changed, await FindAsync(row));
    }

    [Fact]
    public async Task Find_WhatIsNotThere_GivesNull()
    {
        var row = NewRow();
        Assert.True(await Index.TryInsertAsync(row, Token));

        Assert.Null(await Index.FindAsync(FreshAffiliates.Next(), row.Key, row.Audience, Token));
        Assert.Null(await Index.FindAsync(_affiliate, SampleRows.Key(_random), row.Audience, Token));
        Assert.Null(await Index.FindAsync(_affiliate, row.Key, NewRow().Audience, Token));
        Assert.Null(await Index.FindForReaderAsync(FreshAffiliates.Next(), row.Key, row.Readers[0], Token));
        Assert.Null(await Index.FindForReaderAsync(_affiliate, SampleRows.Key(_random), row.Readers[0], Token));
        Assert.Null(await Index.FindForReaderAsync(_affiliate, row.Key, SampleRows.Reader(_random), Token));
    }

    [Fact]
    public async Task TryInsert_SameKeyAndAudience_IsFalseAndChangesNothing()
    {
        var first = NewRow();
        Assert.True(await Index.TryInsertAsync(first, Token));
        var stored = await FindAsync(first);

        Assert.False(await Index.TryInsertAsync(first with { ObjectId = new Guid(_random.Next(16)), Header = _random.Next(9), Properties = [] }, Token));

        SampleRows.AssertEqual(first, await FindAsync(first));
        Assert.Equal(stored!.Version, (await FindAsync(first))!.Version);
    }

    [Fact]
    public async Task TryReplace_FreshVersion_ReplacesForEverybodyAndMakesTheOldVersionStale()
    {
        var first = NewRow();
        Assert.True(await Index.TryInsertAsync(first, Token));
        var version = (await FindAsync(first))!.Version;
        var second = first with { Header = _random.Next(300), BlobName = "b", InlinePayload = default, PayloadLength = 7, Properties = [], Version = version };

        Assert.True(await Index.TryReplaceAsync(second, Token));

        SampleRows.AssertEqual(second, await FindAsync(first));
        SampleRows.AssertEqual(second, await FindForReaderAsync(first, first.Readers[0]));
        Assert.NotEqual(version, (await FindAsync(first))!.Version);
        Assert.False(await Index.TryReplaceAsync(first with { Version = version }, Token));
        SampleRows.AssertEqual(second, await FindAsync(first));
    }

    [Fact]
    public async Task TryReplace_RowThatIsNotThere_IsFalseAndAddsNothing()
    {
        var there = NewRow();
        Assert.True(await Index.TryInsertAsync(there, Token));
        var missing = NewRow() with { Version = (await FindAsync(there))!.Version };

        Assert.False(await Index.TryReplaceAsync(missing, Token));

        Assert.Null(await FindAsync(missing));
    }

    [Fact]
    public async Task TryReplace_NoVersion_IsAProgrammersMistake()
    {
        var row = NewRow();
        Assert.True(await Index.TryInsertAsync(row, Token));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryReplaceAsync(row, Token));
    }

    [Fact]
    public async Task List_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwn()
    {
        var affiliates = FreshAffiliates.NextWithCommonPrefix();
        var rows = affiliates.SelectMany(affiliate => Enumerable.Range(0, 3).Select(_ => NewRow() with { Affiliate = affiliate })).ToArray();
        await Task.WhenAll(rows.Select(row => Index.TryInsertAsync(row, Token)));

        foreach (var affiliate in affiliates)
        {
            var listed = await Index.ListAfterAsync(affiliate, null, Token).ToArrayAsync(Token);
            Assert.All(listed, row => SampleRows.AssertEqual(rows.Single(one => one.ObjectId == row.ObjectId), row));
            Assert.Equal(rows.Where(row => row.Affiliate == affiliate).Select(row => row.ObjectId).Order(), listed.Select(row => row.ObjectId).Order());
        }

        Assert.Empty(await Index.ListAfterAsync(FreshAffiliates.Next(), null, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(150)]
    public async Task TryInsert_SixteenAtOnce_ExactlyOneWins(int readers)
    {
        var row = SampleRows.Inline(_affiliate, SampleRows.Key(_random), _random, SampleRows.Readers(_random, readers));
        var rivals = Enumerable.Range(0, 16).Select(_ => row with { ObjectId = new Guid(_random.Next(16)), Header = _random.Next(50) }).ToArray();

        var won = await Task.WhenAll(rivals.Select(rival => Task.Run(() => Index.TryInsertAsync(rival, Token), Token)));

        var winner = rivals[Assert.Single(Enumerable.Range(0, 16), i => won[i])];
        SampleRows.AssertEqual(winner, await FindAsync(row));
        SampleRows.AssertEqual(winner, await FindForReaderAsync(row, row.Readers[^1]));
        Assert.Single(await Index.ListAfterAsync(_affiliate, null, Token).ToArrayAsync(Token));
    }

    [Fact]
    public async Task TryReplace_SixteenAtOnce_ExactlyOneWins()
    {
        var row = NewRow();
        Assert.True(await Index.TryInsertAsync(row, Token));
        var version = (await FindAsync(row))!.Version;
        var rivals = Enumerable.Range(0, 16).Select(_ => row with { Header = _random.Next(50), Version = version }).ToArray();

        var won = await Task.WhenAll(rivals.Select(rival => Task.Run(() => Index.TryReplaceAsync(rival, Token), Token)));

        SampleRows.AssertEqual(rivals[Assert.Single(Enumerable.Range(0, 16), i => won[i])], await FindAsync(row));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndAddsNothing()
    {
        var row = NewRow();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.TryInsertAsync(row, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.TryReplaceAsync(row with { Version = "v" }, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.FindAsync(_affiliate, row.Key, row.Audience, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.FindForReaderAsync(_affiliate, row.Key, row.Readers[0], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.RemoveDanglingReadersAsync(_affiliate, SampleRows.Created, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Index.ListAfterAsync(_affiliate, null, cancelled).CountAsync(cancelled));
        Assert.Null(await FindAsync(row));
    }

    [Fact]
    public async Task TryInsert_BuffersChangedAfterwards_KeepsWhatWasInserted()
    {
        var buffer = _random.Next(100);
        var row = NewRow() with { Header = buffer, InlinePayload = buffer, PayloadLength = 100, Properties = [SampleRows.Property("P", buffer)] };
        var before = row with { Header = buffer.ToArray(), InlinePayload = buffer.ToArray(), Properties = [SampleRows.Property("P", buffer.ToArray())] };
        Assert.True(await Index.TryInsertAsync(row, Token));

        buffer.AsSpan().Clear();

        SampleRows.AssertEqual(before, await FindAsync(row));
    }

    private ObjectRow NewRow(ObjectKey? key = null) => SampleRows.Inline(_affiliate, key ?? SampleRows.Key(_random), _random, SampleRows.Readers(_random, 2));
}
