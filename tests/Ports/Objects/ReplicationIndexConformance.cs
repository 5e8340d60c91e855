using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>What every <see cref="IReplicationIndex"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class ReplicationIndexConformance
{
    private readonly SeededRandomSource _random = new(20260403);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IReplicationIndex Queue { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start => SampleRows.Created;

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(2000)]
    public async Task List_AddedRow_GivesAllOfIt(int keyLength)
    {
        var row = NewRow() with { Key = SampleRows.Key(_random, keyLength), Attempts = 7, LastError = "\ud83d\ude00 \"'\\\u0001", Queued = Start.AddTicks(-3) };

        await Queue.AddAsync([row], Token);

        Assert.Equal(row, Assert.Single(await ListAsync(row.Reader)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    public async Task Add_Many_QueuesEach(int count)
    {
        var reader = SampleRows.Reader(_random);
        ReplicationRow[] rows = [.. Enumerable.Range(0, count).Select(number => NewRow(reader) with { Due = Start.AddTicks(number) })];

        await Queue.AddAsync(rows, Token);

        Assert.Equal(rows, await ListAsync(reader));
    }

    [Fact]
    public async Task Add_SomeAreQueuedForThisTime_LeavesThemAndAddsTheOthers()
    {
        var first = NewRow() with { Attempts = 3, LastError = "it failed" };
        var second = NewRow(first.Reader) with { Due = first.Due.AddTicks(1) };
        var later = first with { Due = first.Due.AddTicks(2), Attempts = 0 };
        await Queue.AddAsync([first], Token);

        await Queue.AddAsync([second, first with { Attempts = 0, LastError = null }, second, later], Token);
        await Queue.AddAsync([first with { Attempts = 1 }], Token);

        Assert.Equal([first, second, later], await ListAsync(first.Reader));
    }

    [Fact]
    public async Task List_UntilATime_GivesTheReadersOwnInOrderOfTheDueTimes()
    {
        var reader = SampleRows.Reader(_random);
        ReplicationRow[] inOrder = [.. new[] { -10_000_000_000L, -1, 0, 1, 10_000_000_000 }.Select(ticks => NewRow(reader) with { Due = Start.AddTicks(ticks) })];
        await Queue.AddAsync([.. inOrder.Reverse(), NewRow()], Token);
        await Queue.AddAsync([NewRow(reader) with { Affiliate = FreshAffiliates.Next() }], Token);

        Assert.Equal(inOrder, await ListAsync(reader));
        Assert.Equal(inOrder[..3], await ListAsync(reader, Start));
        Assert.Equal(inOrder[..2], await ListAsync(reader, Start.AddTicks(-1)));
        Assert.Empty(await ListAsync(reader, DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task List_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwn()
    {
        var reader = SampleRows.Reader(_random);
        var rows = FreshAffiliates.NextWithCommonPrefix().Select(affiliate => NewRow(reader) with { Affiliate = affiliate }).ToArray();
        await Task.WhenAll(rows.Select(row => Queue.AddAsync([row], Token)));

        foreach (var row in rows)
        {
            Assert.Equal([row], await Queue.ListAsync(row.Affiliate, reader, DateTimeOffset.MaxValue, Token).ToArrayAsync(Token));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(300_000_000)]
    public async Task Reschedule_QueuedRow_TakesItsPlaceOnce(int ticks)
    {
        var (old, other) = (NewRow(), NewRow());
        var row = old with { Due = old.Due.AddTicks(ticks), Attempts = 1, LastError = "it failed" };
        await Queue.AddAsync([old, other], Token);

        await Queue.RescheduleAsync(old, row, Token);
        await Queue.RescheduleAsync(old, row, Token);

        Assert.Equal([row], await ListAsync(old.Reader));
        Assert.Equal([other], await ListAsync(other.Reader));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Reschedule_RowThatIsGone_AddsNothing(int ticks)
    {
        var row = NewRow();

        await Queue.RescheduleAsync(row, row with { Due = row.Due.AddTicks(ticks), Attempts = 1 }, Token);

        Assert.Empty(await ListAsync(row.Reader));
    }

    [Fact]
    public async Task Reschedule_QueuedForTheNewTimeToo_LeavesOne()
    {
        var old = NewRow();
        var row = old with { Due = old.Due.AddTicks(1), Attempts = 1 };
        await Queue.AddAsync([old, row with { Attempts = 9 }], Token);

        await Queue.RescheduleAsync(old, row, Token);

        Assert.Equal([row], await ListAsync(old.Reader));
    }

    [Fact]
    public async Task Remove_Twice_RemovesThisRowOnly()
    {
        var row = NewRow();
        var other = NewRow(row.Reader);
        await Queue.AddAsync([row, other], Token);

        await Queue.RemoveAsync(row, Token);
        await Queue.RemoveAsync(row, Token);

        Assert.Equal([other], await ListAsync(row.Reader));
    }

    [Fact]
    public async Task AnyCall_ProgrammersMistake_IsToldSo()
    {
        var row = NewRow();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Queue.AddAsync([], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Queue.AddAsync([row, NewRow() with { Affiliate = FreshAffiliates.Next() }], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Queue.RescheduleAsync(row, NewRow(), Token));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndAddsNothing()
    {
        var row = NewRow();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.AddAsync([row], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.RescheduleAsync(row, row, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.RemoveAsync(row, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Queue.ListAsync(_affiliate, row.Reader, Start, cancelled).CountAsync(cancelled));
        Assert.Empty(await ListAsync(row.Reader));
    }

    private ReplicationRow NewRow(ReaderId? reader = null) => SampleRows.Waiting(_affiliate, _random, reader);

    private async Task<ReplicationRow[]> ListAsync(ReaderId reader, DateTimeOffset? until = null) =>
        await Queue.ListAsync(_affiliate, reader, until ?? DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);
}
