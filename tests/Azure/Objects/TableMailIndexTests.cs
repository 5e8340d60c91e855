using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers, damaged rows, requests per operation.</summary>
public sealed class TableMailIndexTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly LossyAzurite _network = new();
    private readonly SeededRandomSource _random = new(21);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();
    private TableServiceClient _tables = null!;
    private TableMailIndex _mails = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TableClient Entities => _tables.GetTableClient(MailTableNames.Table);

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _mails = new TableMailIndex(_tables);
        Assert.Null(await _mails.FindAsync(_affiliate, Guid.Empty, Token)); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Add_AnswerLost_IsThereOnce(int count)
    {
        MailRow[] rows = [.. Enumerable.Range(0, count).Select(_ => NewRow())];

        _network.LoseNext();
        await _mails.AddAsync(rows, Token);

        Assert.Equal(1, _network.Lost);
        Assert.All(await Task.WhenAll(rows.Select(row => _mails.FindAsync(_affiliate, row.MailId, Token))), Assert.NotNull);
    }

    [Fact]
    public async Task Add_AnswerLostAndAcknowledgedMeanwhile_StaysAcknowledged()
    {
        var row = NewRow();
        _network.LoseNext(async () => await _mails.TryUpdateAsync(
            (await _mails.FindAsync(_affiliate, row.MailId, Token))! with { State = MailState.Acknowledged, Settled = SampleRows.Created }, Token));

        await _mails.AddAsync([row, NewRow()], Token);

        Assert.Equal(MailState.Acknowledged, (await _mails.FindAsync(_affiliate, row.MailId, Token))!.State);
        Assert.Empty(await _mails.ListOpenAsync(_affiliate, row.Reader, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData(MailState.Open)]
    [InlineData(MailState.Dead)]
    public async Task TryUpdate_AnswerLost_IsNullAndFoundDone(MailState state)
    {
        var row = await AddAsync();

        _network.LoseNext();
        Assert.Null(await _mails.TryUpdateAsync(row with { State = state, Deliveries = 5 }, Token));

        var found = await _mails.FindAsync(_affiliate, row.MailId, Token);
        Assert.Equal((state, 5), (found!.State, found.Deliveries));
        Assert.NotNull(await _mails.TryUpdateAsync(found with { Deliveries = 6 }, Token));
    }

    [Fact]
    public async Task Remove_AnswerLost_LeavesNothing()
    {
        var row = await AddAsync();

        _network.LoseNext();
        await _mails.RemoveAsync(row, Token);

        Assert.Equal(1, _network.Lost);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task RemoveAcknowledged_AnswerLost_RemovesAll()
    {
        await SettleAsync(await AddAsync());
        await SettleAsync(await AddAsync());

        _network.LoseNext();
        await _mails.RemoveAcknowledgedAsync(_affiliate, SampleRows.Created.AddTicks(1), Token);

        Assert.Equal(1, _network.Lost);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task AnyOperation_OrdinaryCase_IsOneRequest()
    {
        MailRow[] rows = [.. Enumerable.Range(0, 50).Select(_ => NewRow())];
        await AssertRequestsAsync(1, () => _mails.AddAsync(rows, Token));
        var found = await _mails.FindAsync(_affiliate, rows[0].MailId, Token);
        await AssertRequestsAsync(1, async () => found = await _mails.FindAsync(_affiliate, rows[0].MailId, Token));
        await AssertRequestsAsync(1, async () => found = await _mails.ListOpenAsync(_affiliate, rows[0].Reader, Token).SingleAsync(Token));
        await AssertRequestsAsync(1, async () => found = await _mails.TryUpdateAsync(found! with { Deliveries = 1 }, Token));
        await AssertRequestsAsync(1, async () => found = await _mails.TryUpdateAsync(found! with { State = MailState.Acknowledged, Settled = SampleRows.Created }, Token));
        await AssertRequestsAsync(2, async () => Assert.Equal(1, await _mails.RemoveAcknowledgedAsync(_affiliate, SampleRows.Created.AddTicks(1), Token)));
        await AssertRequestsAsync(1, () => _mails.RemoveAsync(rows[1], Token));
    }

    [Theory]
    [InlineData("MailId", null)]
    [InlineData("Reader", "x")]
    [InlineData("ObjectKey", null)]
    [InlineData("Audience", "0123456789012345678901234567890123456789/12")]
    [InlineData("Type", 3)]
    [InlineData("State", -1)]
    [InlineData("State", (int)MailState.Dead)]
    [InlineData("State", (int)MailState.Acknowledged)]
    [InlineData("ArrivedTicks", -1L)]
    [InlineData("ArrivedTicks", "yesterday")]
    public async Task List_DamagedRow_IsANamedError(string name, object? value)
    {
        var row = await AddAsync();
        var place = (await Entities.GetEntityAsync(MailTableNames.Partition(_affiliate), MailTableNames.Place(row), cancellationToken: Token)).Value;
        place[name] = value;
        await Entities.UpdateEntityAsync(place, place.ETag, TableUpdateMode.Replace, Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(async () => await _mails.ListOpenAsync(_affiliate, row.Reader, Token).CountAsync(Token));

        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
        Assert.Contains(place.RowKey!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_PlaceIsGone_IsANamedError()
    {
        var row = await AddAsync();
        await Entities.DeleteEntityAsync(MailTableNames.Partition(_affiliate), MailTableNames.Place(row), cancellationToken: Token);

        Assert.Equal(ErrorCodes.StorageRowDamaged, (await Assert.ThrowsAsync<P8eStateException>(() => _mails.RemoveAsync(row, Token))).Code);
        Assert.Null(await _mails.TryUpdateAsync(row, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("W/\"1\"")]
    [InlineData("a b c")]
    public async Task TryUpdate_VersionOfSomethingElse_IsAProgrammersMistake(string version) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _mails.TryUpdateAsync(NewRow() with { Version = version }, Token));

    private MailRow NewRow()
    {
        var reader = SampleRows.Reader(_random);
        return new MailRow
        {
            Affiliate = _affiliate,
            MailId = new Guid(_random.Next(16)),
            Reader = reader,
            Key = SampleRows.Key(_random),
            Audience = AudienceId.Of([reader]),
            ObjectId = new Guid(_random.Next(16)),
            Type = MailType.FragmentRequest,
            Arrived = SampleRows.Created,
            State = MailState.Open,
        };
    }

    private async Task<MailRow> AddAsync()
    {
        var row = NewRow();
        await _mails.AddAsync([row], Token);
        return (await _mails.FindAsync(_affiliate, row.MailId, Token))!;
    }

    private async Task<MailRow> SettleAsync(MailRow row) =>
        (await _mails.TryUpdateAsync(row with { State = MailState.Acknowledged, Settled = SampleRows.Created }, Token))!;

    private async Task AssertRequestsAsync(int expected, Func<Task> operation)
    {
        var before = _network.Requests;
        await operation();
        Assert.Equal(expected, _network.Requests - before);
    }

    private async Task AssertEmptyAsync() =>
        Assert.Equal(0, await Entities.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {MailTableNames.Partition(_affiliate)}"), cancellationToken: Token).CountAsync(Token));
}
