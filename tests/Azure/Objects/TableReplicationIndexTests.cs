using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers, damaged rows, requests per operation.</summary>
public sealed class TableReplicationIndexTests(SharedAzurite azurite) : LossyTableTests(azurite, 22)
{
    private TableReplicationIndex _queue = null!;

    protected override Task TouchAsync()
    {
        _queue = new TableReplicationIndex(Tables);
        return _queue.RemoveAsync(NewRow(), Token);
    }

    [Fact]
    public async Task Add_AnswerLostAndRescheduledMeanwhile_AddsItAgainForTheOldTime()
    {
        var row = NewRow();
        var failed = row with { Due = row.Due.AddMinutes(1), Attempts = 1 };
        Network.LoseNext(() => _queue.RescheduleAsync(row, failed, Token));

        await _queue.AddAsync([row], Token);

        Assert.Equal([row, failed], await ListAsync(row.Reader)); // Sending twice does no harm; sending never would.
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Add_AnswerLost_IsThereOnce(int count)
    {
        var reader = SampleRows.Reader(Random);
        ReplicationRow[] rows = [.. Enumerable.Range(0, count).Select(number => NewRow(reader) with { Due = SampleRows.Created.AddTicks(number) })];

        Network.LoseNext();
        await _queue.AddAsync(rows, Token);

        Assert.Equal(1, Network.Lost);
        Assert.Equal(rows, await ListAsync(reader));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Reschedule_AnswerLost_IsDoneOnce(int ticks)
    {
        var row = NewRow();
        var failed = row with { Due = row.Due.AddTicks(ticks), Attempts = 1 };
        await _queue.AddAsync([row], Token);

        Network.LoseNext();
        await _queue.RescheduleAsync(row, failed, Token);

        Assert.Equal(1, Network.Lost);
        Assert.Equal([failed], await ListAsync(row.Reader));
    }

    [Fact]
    public async Task Remove_AnswerLost_LeavesNothing()
    {
        var row = NewRow();
        await _queue.AddAsync([row], Token);

        Network.LoseNext();
        await _queue.RemoveAsync(row, Token);

        Assert.Equal(1, Network.Lost);
        Assert.Empty(await ListAsync(row.Reader));
    }

    [Fact]
    public async Task AnyOperation_OrdinaryCase_IsOneRequest()
    {
        ReplicationRow[] rows = [.. Enumerable.Range(0, 100).Select(_ => NewRow())];
        var later = rows[0] with { Due = rows[0].Due.AddMinutes(1) };
        var before = Network.Requests;

        await _queue.AddAsync(rows, Token);
        await ListAsync(rows[0].Reader);
        await _queue.RescheduleAsync(rows[0], later, Token);
        await _queue.RemoveAsync(later, Token);

        Assert.Equal(4, Network.Requests - before);
    }

    [Theory]
    [InlineData("Reader", "x")]
    [InlineData("ObjectKey", null)]
    [InlineData("Audience", null)]
    [InlineData("Attempts", null)]
    [InlineData("QueuedTicks", long.MaxValue)]
    [InlineData("DueTicks", 1L)]
    public async Task List_DamagedRow_IsANamedError(string name, object? value)
    {
        var row = NewRow();
        await _queue.AddAsync([row], Token);
        await DamageAsync(ReplicationEntity.Table, ReplicationEntity.Partition(Affiliate), ReplicationEntity.RowKey(row), name, value);

        await AssertDamagedAsync(() => ListAsync(row.Reader));
    }

    private ReplicationRow NewRow(ReaderId? reader = null) => SampleRows.Waiting(Affiliate, Random, reader);

    private async Task<ReplicationRow[]> ListAsync(ReaderId reader) => await _queue.ListAsync(Affiliate, reader, DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);
}
