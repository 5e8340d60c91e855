using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers, damaged rows, requests per operation.</summary>
public sealed class TableMailIndexTests(SharedAzurite azurite) : LossyTableTests(azurite, 21)
{
    private TableMailIndex _mails = null!;

    protected override Task TouchAsync()
    {
        _mails = new TableMailIndex(Tables);
        return _mails.FindAsync(Affiliate, Guid.Empty, Token);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Add_AnswerLost_IsThereOnce(int count)
    {
        MailRow[] rows = [.. Enumerable.Range(0, count).Select(_ => NewRow())];

        Network.LoseNext();
        await _mails.AddAsync(rows, Token);

        Assert.Equal(1, Network.Lost);
        Assert.All(await Task.WhenAll(rows.Select(row => _mails.FindAsync(Affiliate, row.MailId, Token))), Assert.NotNull);
    }

    [Fact]
    public async Task Add_AnswerLostAndAcknowledgedMeanwhile_StaysAcknowledged()
    {
        var row = NewRow();
        Network.LoseNext(async () => await _mails.TryUpdateAsync(
            (await _mails.FindAsync(Affiliate, row.MailId, Token))! with { State = MailState.Acknowledged, Settled = SampleRows.Created }, Token));

        await _mails.AddAsync([row, NewRow()], Token);

        Assert.Equal(MailState.Acknowledged, (await _mails.FindAsync(Affiliate, row.MailId, Token))!.State);
        Assert.Empty(await _mails.ListOpenAsync(Affiliate, row.Reader, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData(MailState.Open)]
    [InlineData(MailState.Dead)]
    public async Task TryUpdate_AnswerLost_IsNullAndFoundDone(MailState state)
    {
        var row = await AddAsync();

        Network.LoseNext();
        Assert.Null(await _mails.TryUpdateAsync(row with { State = state, Deliveries = 5 }, Token));

        var found = await _mails.FindAsync(Affiliate, row.MailId, Token);
        Assert.Equal((state, 5), (found!.State, found.Deliveries));
        Assert.NotNull(await _mails.TryUpdateAsync(found with { Deliveries = 6 }, Token));
    }

    [Fact]
    public async Task Remove_AnswerLost_LeavesNothing()
    {
        var row = await AddAsync();

        Network.LoseNext();
        await _mails.RemoveAsync(row, Token);

        Assert.Equal(1, Network.Lost);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task RemoveAcknowledged_AnswerLost_RemovesAll()
    {
        await SettleAsync(await AddAsync());
        await SettleAsync(await AddAsync());

        Network.LoseNext();
        await _mails.RemoveAcknowledgedAsync(Affiliate, SampleRows.Created.AddTicks(1), Token);

        Assert.Equal(1, Network.Lost);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task AnyOperation_OrdinaryCase_IsOneRequest()
    {
        MailRow[] rows = [.. Enumerable.Range(0, 50).Select(_ => NewRow())];
        await AssertRequestsAsync(1, () => _mails.AddAsync(rows, Token));
        var found = await _mails.FindAsync(Affiliate, rows[0].MailId, Token);
        await AssertRequestsAsync(1, async () => found = await _mails.FindAsync(Affiliate, rows[0].MailId, Token));
        await AssertRequestsAsync(1, async () => found = await _mails.ListOpenAsync(Affiliate, rows[0].Reader, Token).SingleAsync(Token));
        await AssertRequestsAsync(1, async () => found = await _mails.TryUpdateAsync(found! with { Deliveries = 1 }, Token));
        await AssertRequestsAsync(1, async () => found = await _mails.TryUpdateAsync(found! with { State = MailState.Acknowledged, Settled = SampleRows.Created }, Token));
        await AssertRequestsAsync(2, async () => Assert.Equal(1, await _mails.RemoveAcknowledgedAsync(Affiliate, SampleRows.Created.AddTicks(1), Token)));
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
        await DamageAsync(MailTableNames.Table, MailTableNames.Partition(Affiliate), MailTableNames.Place(row), name, value);

        var message = await AssertDamagedAsync(async () => await _mails.ListOpenAsync(Affiliate, row.Reader, Token).CountAsync(Token));

        Assert.Contains(MailTableNames.Place(row), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_PlaceIsGone_IsANamedError()
    {
        var row = await AddAsync();
        await Tables.GetTableClient(MailTableNames.Table).DeleteEntityAsync(MailTableNames.Partition(Affiliate), MailTableNames.Place(row), cancellationToken: Token);

        await AssertDamagedAsync(() => _mails.RemoveAsync(row, Token));
        Assert.Null(await _mails.TryUpdateAsync(row, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("W/\"1\"")]
    [InlineData("a b c")]
    public async Task TryUpdate_VersionOfSomethingElse_IsAProgrammersMistake(string version) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _mails.TryUpdateAsync(NewRow() with { Version = version }, Token));

    private MailRow NewRow() => SampleRows.Mail(Affiliate, Random);

    private async Task<MailRow> AddAsync()
    {
        var row = NewRow();
        await _mails.AddAsync([row], Token);
        return (await _mails.FindAsync(Affiliate, row.MailId, Token))!;
    }

    private async Task<MailRow> SettleAsync(MailRow row) =>
        (await _mails.TryUpdateAsync(row with { State = MailState.Acknowledged, Settled = SampleRows.Created }, Token))!;

    private async Task AssertRequestsAsync(int expected, Func<Task> operation)
    {
        var before = Network.Requests;
        await operation();
        Assert.Equal(expected, Network.Requests - before);
    }

    private async Task AssertEmptyAsync() =>
        Assert.Equal(0, await Tables.GetTableClient(MailTableNames.Table).QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {MailTableNames.Partition(Affiliate)}"), cancellationToken: Token).CountAsync(Token));
}
