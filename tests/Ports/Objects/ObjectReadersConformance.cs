using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>Which objects a reader finds in an <see cref="IObjectIndex"/>. Part of <see cref="ObjectIndexConformance"/>.</summary>
public abstract class ObjectReadersConformance
{
    private readonly SeededRandomSource _random = new(20260130);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IObjectIndex Index { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(9_999)]
    [InlineData(10_000_000)]
    public async Task FindForReader_SeveralAudiences_GivesTheOldestOfThisReader(int ticksBetween)
    {
        var (common, early, late) = (SampleRows.Reader(_random), SampleRows.Reader(_random), SampleRows.Reader(_random));
        var key = SampleRows.Key(_random);
        var newer = SampleRows.Inline(_affiliate, key, _random, common, late) with { Created = SampleRows.Created.AddTicks(ticksBetween) };
        var older = SampleRows.Inline(_affiliate, key, _random, common, early);

        Assert.True(await Index.TryInsertAsync(newer, Token));
        Assert.True(await Index.TryInsertAsync(older, Token));

        SampleRows.AssertEqual(older, await FindForReaderAsync(older, common));
        SampleRows.AssertEqual(older, await FindForReaderAsync(older, early));
        SampleRows.AssertEqual(newer, await FindForReaderAsync(newer, late));
        SampleRows.AssertEqual(newer, await FindAsync(newer));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(250)]
    [InlineData(1000)]
    public async Task FindForReader_ManyReaders_AllFindTheRow(int count)
    {
        var row = SampleRows.Inline(_affiliate, SampleRows.Key(_random), _random, SampleRows.Readers(_random, count));

        Assert.True(await Index.TryInsertAsync(row, Token));

        Assert.Equal(0, await Index.RemoveDanglingReadersAsync(_affiliate, DateTimeOffset.MaxValue.AddYears(-1), Token));
        SampleRows.AssertEqual(row, await FindAsync(row));
        foreach (var batch in row.Readers.Chunk(50))
        {
            var found = await Task.WhenAll(batch.Select(reader => FindForReaderAsync(row, reader)));
            Assert.All(found, one => Assert.Equal(row.ObjectId, one?.ObjectId));
        }
    }

    /// <summary>A refused insert must not touch what readers are found by either: of readers beyond a transaction's room the rows are written before.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(150)]
    public async Task TryInsert_RepeatOfTheOlderObject_StillGivesItsReadersTheOlderOne(int count)
    {
        var (key, readers) = (SampleRows.Key(_random), SampleRows.Readers(_random, count));
        var older = SampleRows.Inline(_affiliate, key, _random, readers);
        var newer = SampleRows.Inline(_affiliate, key, _random, [.. readers, SampleRows.Reader(_random)]) with { Created = SampleRows.Created.AddHours(1) };
        Assert.True(await Index.TryInsertAsync(older, Token));
        Assert.True(await Index.TryInsertAsync(newer, Token));

        Assert.False(await Index.TryInsertAsync(older with { ObjectId = new Guid(_random.Next(16)), Created = SampleRows.Created.AddHours(2) }, Token));

        foreach (var reader in readers)
        {
            Assert.Equal(older.ObjectId, (await FindForReaderAsync(older, reader))?.ObjectId);
        }
    }

    /// <summary>Reads a row by its own key and audience.</summary>
    protected Task<ObjectRow?> FindAsync(ObjectRow row) => Index.FindAsync(row.Affiliate, row.Key, row.Audience, Token);

    /// <summary>Reads what a reader finds under a row's key.</summary>
    protected Task<ObjectRow?> FindForReaderAsync(ObjectRow row, ReaderId reader) => Index.FindForReaderAsync(row.Affiliate, row.Key, reader, Token);
}
