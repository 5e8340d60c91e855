using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers, damaged rows, requests per operation.</summary>
public sealed class TableReplicationIndexTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly LossyAzurite _network = new();
    private readonly SeededRandomSource _random = new(22);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();
    private TableServiceClient _tables = null!;
    private TableReplicationIndex _queue = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _queue = new TableReplicationIndex(_tables);
        await _queue.RemoveAsync(NewRow(), Token); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Add_AnswerLostAndRescheduledMeanwhile_AddsItAgainForTheOldTime()
    {
        var row = NewRow();
        var failed = row with { Due = row.Due.AddMinutes(1), Attempts = 1 };
        _network.LoseNext(() => _queue.RescheduleAsync(row, failed, Token));

        await _queue.AddAsync([row], Token);

        Assert.Equal([row, failed], await ListAsync(row.Reader)); // Sending twice does no harm; sending never would.
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Add_AnswerLost_IsThereOnce(int count)
    {
        var reader = SampleRows.Reader(_random);
        ReplicationRow[] rows = [.. Enumerable.Range(0, count).Select(number => NewRow(reader) with { Due = SampleRows.Created.AddTicks(number) })];

        _network.LoseNext();
        await _queue.AddAsync(rows, Token);

        Assert.Equal(1, _network.Lost);
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

        _network.LoseNext();
        await _queue.RescheduleAsync(row, failed, Token);

        Assert.Equal(1, _network.Lost);
        Assert.Equal([failed], await ListAsync(row.Reader));
    }

    [Fact]
    public async Task Remove_AnswerLost_LeavesNothing()
    {
        var row = NewRow();
        await _queue.AddAsync([row], Token);

        _network.LoseNext();
        await _queue.RemoveAsync(row, Token);

        Assert.Equal(1, _network.Lost);
        Assert.Empty(await ListAsync(row.Reader));
    }

    [Fact]
    public async Task AnyOperation_OrdinaryCase_IsOneRequest()
    {
        ReplicationRow[] rows = [.. Enumerable.Range(0, 100).Select(_ => NewRow())];
        var later = rows[0] with { Due = rows[0].Due.AddMinutes(1) };
        var before = _network.Requests;

        await _queue.AddAsync(rows, Token);
        await ListAsync(rows[0].Reader);
        await _queue.RescheduleAsync(rows[0], later, Token);
        await _queue.RemoveAsync(later, Token);

        Assert.Equal(4, _network.Requests - before);
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
        var entities = _tables.GetTableClient(ReplicationEntity.Table);
        var entity = (await entities.GetEntityAsync(ReplicationEntity.Partition(_affiliate), ReplicationEntity.RowKey(row), cancellationToken: Token)).Value;
        entity[name] = value;
        await entities.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, Token);

        Assert.Equal(ErrorCodes.StorageRowDamaged, (await Assert.ThrowsAsync<P8eStateException>(() => ListAsync(row.Reader))).Code);
    }

    private ReplicationRow NewRow(ReaderId? reader = null)
    {
        var theReader = reader ?? SampleRows.Reader(_random);
        return new ReplicationRow
        {
            Affiliate = _affiliate,
            Reader = theReader,
            Key = SampleRows.Key(_random),
            Audience = AudienceId.Of([theReader]),
            ObjectId = new Guid(_random.Next(16)),
            Queued = SampleRows.Created,
            Due = SampleRows.Created,
        };
    }

    private async Task<ReplicationRow[]> ListAsync(ReaderId reader) => await _queue.ListAsync(_affiliate, reader, DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);
}
