using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Ports.Objects;

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

    private ObjectRow NewRow() => SampleRows.Inline(
        FreshAffiliates.Next(), SampleRows.Key(_random), _random, SampleRows.Readers(_random, 150));
}
