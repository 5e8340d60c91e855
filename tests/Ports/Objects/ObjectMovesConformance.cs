using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>How objects change their audience, go for good, and are listed piece by piece in an <see cref="IObjectIndex"/>. Part of <see cref="ObjectIndexConformance"/>.</summary>
public abstract class ObjectMovesConformance : ObjectReadersConformance
{
    private readonly SeededRandomSource _random = new(20260132);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(49, 49)]
    [InlineData(49, 50)]
    [InlineData(98, 1)]
    [InlineData(1, 150)]
    [InlineData(250, 240)]
    public async Task TryMove_AnyNumberOfReaders_IsThereForTheNewOnesOnly(int before, int after)
    {
        var (old, readers) = (await InsertAsync(before), SampleRows.Readers(_random, after));
        var row = Moved(old, [.. readers, old.Readers[0]]);

        Assert.True(await Index.TryMoveAsync(old, row, Token));

        Assert.Null(await Index.FindAsync(_affiliate, old.Key, old.Audience, Token));
        SampleRows.AssertEqual(row, await Index.FindAsync(_affiliate, row.Key, row.Audience, Token));
        SampleRows.AssertEqual(row, await FindForAsync(row, readers[0]));
        SampleRows.AssertEqual(row, await FindForAsync(row, readers[^1]));
        SampleRows.AssertEqual(row, await FindForAsync(row, old.Readers[0]));
        Assert.All(await Task.WhenAll(old.Readers.Skip(1).Select(reader => FindForAsync(row, reader))), Assert.Null);
        Assert.Equal(0, await Index.RemoveDanglingReadersAsync(_affiliate, SampleRows.Created.AddYears(1), Token));
        Assert.True(await Index.TryInsertAsync(old, Token), "The old audience is free again.");
    }

    [Fact]
    public async Task TryMove_OldVersionOrGone_IsFalseAndChangesNothing()
    {
        var old = await InsertAsync(2);
        Assert.True(await Index.TryReplaceAsync(old with { LegalHold = true }, Token));
        var row = Moved(old, SampleRows.Readers(_random, 3));

        Assert.False(await Index.TryMoveAsync(old, row, Token));
        Assert.False(await Index.TryMoveAsync(Moved(old, SampleRows.Readers(_random, 2)) with { Version = old.Version }, row, Token));

        SampleRows.AssertEqual(old with { LegalHold = true }, await FindForAsync(old, old.Readers[0]));
        Assert.Null(await Index.FindAsync(_affiliate, row.Key, row.Audience, Token));
        Assert.Null(await FindForAsync(row, row.Readers[0]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(120)]
    public async Task TryMove_AudienceIsTaken_IsFalseAndChangesNeither(int readers)
    {
        var old = await InsertAsync(2);
        var there = Moved(old, SampleRows.Readers(_random, readers)) with { ObjectId = new Guid(_random.Next(16)), Created = SampleRows.Created.AddDays(1) };
        Assert.True(await Index.TryInsertAsync(there, Token));

        Assert.False(await Index.TryMoveAsync(old, Moved(old, there.Readers), Token));

        SampleRows.AssertEqual(old, await FindForAsync(old, old.Readers[0]));
        SampleRows.AssertEqual(there, await FindForAsync(there, there.Readers[^1]));
        Assert.Equal(2, await Index.ListOfKeyAsync(_affiliate, old.Key, Token).CountAsync(Token));
    }

    [Fact]
    public async Task TryMove_SixteenAtOnce_ExactlyOneWins()
    {
        var old = await InsertAsync(2);
        var rivals = Enumerable.Range(0, 16).Select(_ => Moved(old, SampleRows.Readers(_random, 2))).ToArray();

        var won = await Task.WhenAll(rivals.Select(rival => Task.Run(() => Index.TryMoveAsync(old, rival, Token), Token)));

        SampleRows.AssertEqual(rivals[Assert.Single(Enumerable.Range(0, 16), i => won[i])], Assert.Single(await Index.ListOfKeyAsync(_affiliate, old.Key, Token).ToArrayAsync(Token)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(250)]
    public async Task TryShred_AnyNumberOfReaders_LeavesATombstoneOnly(int readers)
    {
        var row = await InsertAsync(readers);
        var tombstone = SampleRows.Tombstone(row);

        Assert.True(await Index.TryShredAsync(row, tombstone, Token));
        Assert.False(await Index.TryShredAsync(row, tombstone, Token));

        Assert.Null(await Index.FindAsync(_affiliate, row.Key, row.Audience, Token));
        Assert.All(await Task.WhenAll(row.Readers.Select(reader => FindForAsync(row, reader))), Assert.Null);
        Assert.Empty(await Index.ListAfterAsync(_affiliate, null, Token).ToArrayAsync(Token));
        Assert.Empty(await Index.ListOfKeyAsync(_affiliate, row.Key, Token).ToArrayAsync(Token));
        Assert.False(await Index.NamesBlobAsync(_affiliate, row.Key, "b", Token));
        Assert.Equal(0, await Index.RemoveDanglingReadersAsync(_affiliate, SampleRows.Created.AddYears(1), Token));
        var stored = Assert.Single(await Index.ListTombstonesAsync(_affiliate, row.Key, Token).ToArrayAsync(Token));
        Assert.Equal(row.Readers, stored.Readers);
        Assert.Equal(tombstone with { Readers = stored.Readers, Version = stored.Version }, stored);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    public async Task TryInsert_WhereATombstoneIs_IsFalseUntilItIsRemoved(int readers)
    {
        var row = await InsertAsync(readers);
        Assert.True(await Index.TryShredAsync(row, SampleRows.Tombstone(row), Token));
        var other = SampleRows.Inline(_affiliate, row.Key, _random, SampleRows.Readers(_random, 2));
        Assert.True(await Index.TryInsertAsync(other, Token));
        other = (await FindForAsync(other, other.Readers[0]))!;

        Assert.False(await Index.TryInsertAsync(row, Token));
        Assert.False(await Index.TryMoveAsync(other, Moved(other, row.Readers), Token));
        Assert.Null(await FindForAsync(row, row.Readers[^1]));

        var stored = Assert.Single(await Index.ListTombstonesAsync(_affiliate, row.Key, Token).ToArrayAsync(Token));
        Assert.True(await Index.TryRemoveTombstoneAsync(stored, Token));
        Assert.False(await Index.TryRemoveTombstoneAsync(stored, Token));
        Assert.True(await Index.TryInsertAsync(row, Token));
        Assert.False(await Index.TryRemoveTombstoneAsync(stored, Token));
        SampleRows.AssertEqual(row, await FindForAsync(row, row.Readers[^1]));
    }

    [Fact]
    public async Task ListOfKey_SeveralAudiencesAndKeys_GivesThoseOfTheKey()
    {
        var key = SampleRows.Key(_random);
        var rows = Enumerable.Range(0, 4).Select(_ => SampleRows.Inline(_affiliate, key, _random, SampleRows.Readers(_random, 2))).ToArray();
        await Task.WhenAll(rows.Select(row => Index.TryInsertAsync(row, Token)));
        await InsertAsync(1);
        Assert.True(await Index.TryInsertAsync(rows[0] with { Affiliate = FreshAffiliates.Next() }, Token));

        var listed = await Index.ListOfKeyAsync(_affiliate, key, Token).ToArrayAsync(Token);

        Assert.Equal(rows.Select(row => row.ObjectId).Order(), listed.Select(row => row.ObjectId).Order());
        SampleRows.AssertEqual(rows[2], await Index.FindByIdAsync(_affiliate, key, rows[2].ObjectId, Token));
        Assert.Null(await Index.FindByIdAsync(_affiliate, key, Guid.Empty, Token));
    }

    [Fact]
    public async Task ListAfter_AnyKey_GoesOnBehindIt()
    {
        var keys = new[] { 0, 1, 16, 32, 64, 65, 2000, 2000 }.Select(length => SampleRows.Key(_random, length)).ToArray();
        foreach (var key in keys.Append(keys[3]))
        {
            Assert.True(await Index.TryInsertAsync(SampleRows.Inline(_affiliate, key, _random, SampleRows.Readers(_random, 1)), Token));
        }

        var all = await Index.ListAfterAsync(_affiliate, after: null, Token).Select(row => (row.Key, row.ObjectId)).ToArrayAsync(Token);

        Assert.Equal(9, all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            var rest = await Index.ListAfterAsync(_affiliate, all[i].Key, Token).Select(row => (row.Key, row.ObjectId)).ToArrayAsync(Token);
            Assert.Equal(all.Skip(i + 1).Where(one => !one.Key.Equals(all[i].Key)), rest);
        }
    }

    [Fact]
    public async Task NamesBlob_OneOfSeveral_IsToldApart()
    {
        var row = await InsertAsync(2) with { BlobName = "20260131/a-1", InlinePayload = default };
        Assert.True(await Index.TryReplaceAsync(row, Token));

        Assert.True(await Index.NamesBlobAsync(_affiliate, row.Key, "20260131/a-1", Token));
        Assert.False(await Index.NamesBlobAsync(_affiliate, row.Key, "20260131/a-2", Token));
        Assert.False(await Index.NamesBlobAsync(_affiliate, SampleRows.Key(_random), "20260131/a-1", Token));
        Assert.False(await Index.NamesBlobAsync(FreshAffiliates.Next(), row.Key, "20260131/a-1", Token));
    }

    [Fact]
    public async Task AnyChange_ProgrammersMistakeOrCancelled_ChangesNothing()
    {
        var row = await InsertAsync(2);
        var moved = Moved(row, SampleRows.Readers(_random, 1));
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryMoveAsync(row, row, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryMoveAsync(row with { Version = null }, moved, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryMoveAsync(row, moved with { Key = SampleRows.Key(_random) }, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryShredAsync(row with { Version = null }, SampleRows.Tombstone(row), Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryShredAsync(row, SampleRows.Tombstone(moved), Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.TryRemoveTombstoneAsync(SampleRows.Tombstone(row), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.TryMoveAsync(row, moved, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.TryShredAsync(row, SampleRows.Tombstone(row), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.TryRemoveTombstoneAsync(SampleRows.Tombstone(row) with { Version = "v" }, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Index.NamesBlobAsync(_affiliate, row.Key, "b", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Index.ListOfKeyAsync(_affiliate, row.Key, cancelled).CountAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Index.ListTombstonesAsync(_affiliate, row.Key, cancelled).CountAsync(cancelled));
        SampleRows.AssertEqual(row, await FindForAsync(row, row.Readers[0]));
    }

    private static ObjectRow Moved(ObjectRow old, IReadOnlyList<ReaderId> readers)
    {
        ReaderId[] ordered = [.. readers.Distinct().OrderBy(reader => reader.ToString(), StringComparer.Ordinal)];
        return old with { Readers = ordered, Audience = AudienceId.Of(ordered), Version = null };
    }

    private async Task<ObjectRow> InsertAsync(int readers)
    {
        var row = SampleRows.Inline(_affiliate, SampleRows.Key(_random), _random, SampleRows.Readers(_random, readers));
        Assert.True(await Index.TryInsertAsync(row, Token));
        return (await Index.FindAsync(_affiliate, row.Key, row.Audience, Token))!;
    }

    private Task<ObjectRow?> FindForAsync(ObjectRow row, ReaderId reader) => Index.FindForReaderAsync(row.Affiliate, row.Key, reader, Token);
}
