using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Objects;

/// <summary>What a crash between the early readers of a large audience and their object leaves, and who clears it.</summary>
public sealed class TableObjectIndexTests(SharedAzurite azurite)
{
    private static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SeededRandomSource _random = new(150);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RemoveDanglingReaders_ObjectNeverCame_RemovesOnlyItsReaders()
    {
        var clients = await AzuriteStorage.ClientsAsync(azurite);
        var index = new TableObjectIndex(clients.Tables);
        var kept = NewRow();
        var lost = NewRow() with { Affiliate = kept.Affiliate };
        Assert.True(await index.TryInsertAsync(kept, Token));
        Assert.True(await index.TryInsertAsync(lost, Token));

        // The crash: the object's own transaction never happened, the early readers are there.
        await clients.Tables.GetTableClient(ObjectTableNames.Table).DeleteEntityAsync(
            ObjectTableNames.Partition(lost.Affiliate, lost.Key), ObjectTableNames.ObjectRow(lost.Audience), cancellationToken: Token);

        Assert.Null(await index.FindForReaderAsync(lost.Affiliate, lost.Key, lost.Readers[^1], Token));
        Assert.Equal(0, await index.RemoveDanglingReadersAsync(lost.Affiliate, lost.Created, Token));
        Assert.Equal(lost.Readers.Count - 99, await index.RemoveDanglingReadersAsync(lost.Affiliate, Later, Token));
        Assert.Equal(0, await index.RemoveDanglingReadersAsync(lost.Affiliate, Later, Token));
        Assert.NotNull(await index.FindForReaderAsync(kept.Affiliate, kept.Key, kept.Readers[^1], Token));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    public async Task TryMove_AnswerLost_IsFalseAndFoundDone(int readers)
    {
        using var network = new LossyAzurite();
        var index = new TableObjectIndex(await network.ConnectAsync(azurite));
        var (old, row) = await InsertAsync(index, readers);

        if (readers == 60)
        {
            // The first write marks the old readers that are removed afterwards.
            network.LoseSecond();
        }
        else
        {
            network.LoseNext();
        }

        Assert.False(await index.TryMoveAsync(old, row, Token));

        Assert.Equal(1, network.Lost);
        Assert.Null(await index.FindAsync(old.Affiliate, old.Key, old.Audience, Token));
        Assert.All(await Task.WhenAll(row.Readers.Select(reader => index.FindForReaderAsync(row.Affiliate, row.Key, reader, Token))), one => Assert.Equal(row.ObjectId, one?.ObjectId));
        Assert.All(await Task.WhenAll(old.Readers.Select(reader => index.FindForReaderAsync(row.Affiliate, row.Key, reader, Token))), Assert.Null);
    }

    [Fact]
    public async Task TryMove_CrashBeforeTheOldReadersAreRemoved_LeavesThemToTheSweeper()
    {
        using var network = new LossyAzurite();
        var index = new TableObjectIndex(await network.ConnectAsync(azurite));
        var (old, row) = await InsertAsync(index, 60);
        using var crash = new CancellationTokenSource();
        network.FollowNext(() =>
        {
            network.FollowNext(crash.CancelAsync); // After the marks comes the move; its answer arrives, and nothing more happens.
            return Task.CompletedTask;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.TryMoveAsync(old, row, crash.Token));

        Assert.All(await Task.WhenAll(old.Readers.Select(reader => index.FindForReaderAsync(row.Affiliate, row.Key, reader, Token))), Assert.Null);
        Assert.Equal(22, await index.RemoveDanglingReadersAsync(row.Affiliate, Later, Token));
        Assert.Equal(0, await index.RemoveDanglingReadersAsync(row.Affiliate, Later, Token));
        Assert.Equal(row.ObjectId, (await index.FindForReaderAsync(row.Affiliate, row.Key, row.Readers[^1], Token))?.ObjectId);
    }

    [Fact]
    public async Task TryShred_AnswerLost_IsFalseAndFoundDone()
    {
        using var network = new LossyAzurite();
        var index = new TableObjectIndex(await network.ConnectAsync(azurite));
        var (row, _) = await InsertAsync(index, 3);
        network.LoseNext();

        Assert.False(await index.TryShredAsync(row, SampleRows.Tombstone(row), Token));

        Assert.Equal(1, network.Lost);
        Assert.Single(await index.ListTombstonesAsync(row.Affiliate, row.Key, Token).ToArrayAsync(Token));
        Assert.Null(await index.FindForReaderAsync(row.Affiliate, row.Key, row.Readers[0], Token));
    }

    [Fact]
    public async Task AnyChange_OrdinaryCase_IsOneRequest()
    {
        using var network = new LossyAzurite();
        var index = new TableObjectIndex(await network.ConnectAsync(azurite));
        var (old, row) = await InsertAsync(index, 49);
        var before = network.Requests;

        Assert.True(await index.TryMoveAsync(old, row, Token));
        var moved = await index.FindByIdAsync(row.Affiliate, row.Key, row.ObjectId, Token);
        Assert.False(await index.NamesBlobAsync(row.Affiliate, row.Key, "b", Token));
        Assert.True(await index.TryShredAsync(moved!, SampleRows.Tombstone(moved!), Token));
        var tombstone = await index.ListTombstonesAsync(row.Affiliate, row.Key, Token).SingleAsync(Token);
        Assert.True(await index.TryRemoveTombstoneAsync(tombstone, Token));

        Assert.Equal(6, network.Requests - before);
    }

    [Theory]
    [InlineData("ObjectKey", null)]
    [InlineData("ObjectId", "x")]
    [InlineData("ShreddedBy", null)]
    [InlineData("ShreddedTicks", -1L)]
    [InlineData("Created", null)]
    public async Task ListTombstones_DamagedRow_IsANamedError(string name, object? value)
    {
        var clients = await AzuriteStorage.ClientsAsync(azurite);
        var index = new TableObjectIndex(clients.Tables);
        var (row, _) = await InsertAsync(index, 1);
        Assert.True(await index.TryShredAsync(row, SampleRows.Tombstone(row), Token));
        var entities = clients.Tables.GetTableClient(ObjectTableNames.Table);
        var entity = (await entities.GetEntityAsync(
            ObjectTableNames.Partition(row.Affiliate, row.Key), ObjectTableNames.ObjectRow(row.Audience), cancellationToken: Token)).Value;
        entity[name] = value;
        await entities.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(async () => await index.ListTombstonesAsync(row.Affiliate, row.Key, Token).CountAsync(Token));

        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
    }

    /// <summary>An object as it is stored, and what a move to as many other readers makes of it.</summary>
    private async Task<(ObjectRow Old, ObjectRow Moved)> InsertAsync(TableObjectIndex index, int readers)
    {
        var old = SampleRows.Inline(FreshAffiliates.Next(), SampleRows.Key(_random), _random, SampleRows.Readers(_random, readers));
        Assert.True(await index.TryInsertAsync(old, Token));
        var other = SampleRows.Inline(old.Affiliate, old.Key, _random, SampleRows.Readers(_random, readers));
        return ((await index.FindAsync(old.Affiliate, old.Key, old.Audience, Token))!, old with { Readers = other.Readers, Audience = other.Audience });
    }

    private ObjectRow NewRow() => SampleRows.Inline(
        FreshAffiliates.Next(), SampleRows.Key(_random), _random, SampleRows.Readers(_random, 150));
}
