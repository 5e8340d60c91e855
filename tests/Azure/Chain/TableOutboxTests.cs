using Azure;
using P8e.Azure.Chain;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Ports;
using P8e.Protocol;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Chain;

/// <summary>What the port does not say: lost answers, damaged rows, long rows, requests per operation.</summary>
public sealed class TableOutboxTests(SharedAzurite azurite) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly LossyAzurite _network = new();
    private readonly SeededRandomSource _random = new(11);
    private readonly AccountAddress _account = AccountAddress.FromBytes("tp", Guid.NewGuid().ToByteArray().Concat(new byte[4]).ToArray());
    private TableServiceClient _tables = null!;
    private TableOutbox _outbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TableClient Entities => _tables.GetTableClient(OutboxTableNames.Table);

    private string Partition => OutboxTableNames.Partition(_account);

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _outbox = new TableOutbox(_tables, Guid.NewGuid);
        Assert.Null(await _outbox.FindAsync(_account, "nothing", Token)); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TryAdd_AnswerLost_IsKnownAsItsOwn()
    {
        _network.LoseNext();
        Assert.True(await _outbox.TryAddAsync(Row("a"), Token));
        Assert.Equal(1, _network.Lost);

        Assert.False(await _outbox.TryAddAsync(Row("a"), Token));
    }

    [Fact]
    public async Task TryAdd_AnswerLostAndClosedMeanwhile_IsKnownAsItsOwn()
    {
        _network.LoseNext(async () => Assert.NotNull(await CloseAsync("a")));

        Assert.True(await _outbox.TryAddAsync(Row("a"), Token));

        Assert.Equal(OutboxState.Failed, (await _outbox.FindAsync(_account, "a", Token))!.State);
    }

    [Theory]
    [InlineData(OutboxState.Waiting)]
    [InlineData(OutboxState.Failed)]
    public async Task TryUpdate_AnswerLost_IsKnownAsItsOwn(OutboxState state)
    {
        var (claim, row) = await AddAsync("a");

        _network.LoseNext();
        var updated = await _outbox.TryUpdateAsync(claim, row with { State = state }, Token);

        Assert.Equal(1, _network.Lost);
        Assert.Equal((await _outbox.FindAsync(_account, "a", Token))!.Version, updated!.Version);
        if (updated.IsOpen)
        {
            Assert.NotNull(await _outbox.TryUpdateAsync(claim, updated, Token));
        }
    }

    [Fact]
    public async Task TryUpdate_AnswerLostAndOvertaken_ChangesNothingMore()
    {
        var (claim, row) = await AddAsync("a");
        _network.LoseNext(async () => Assert.NotNull(await CloseAsync("a")));

        Assert.Null(await _outbox.TryUpdateAsync(claim, row with { State = OutboxState.Waiting }, Token));
        Assert.Equal(OutboxState.Failed, (await _outbox.FindAsync(_account, "a", Token))!.State);
    }

    [Fact]
    public async Task Claim_AnswerLost_Stands()
    {
        Assert.True(await _outbox.TryAddAsync(Row("a"), Token));
        _network.LoseNext();

        Assert.NotNull(await CloseAsync("a"));
    }

    [Fact]
    public async Task TryUpdate_ManyAtOnceUnderOneClaim_AllStand()
    {
        var claim = await _outbox.ClaimAsync(_account, Token);
        var rows = await Task.WhenAll(Enumerable.Range(0, 12).Select(async number => (await AddAsync($"r{number}", claim)).Row));

        var updated = await Task.WhenAll(rows.Select(row => _outbox.TryUpdateAsync(claim, row with { State = OutboxState.Waiting }, Token)));

        Assert.All(updated, Assert.NotNull);
    }

    [Fact]
    public async Task TryUpdate_ByAnotherAdapterUnderTheClaim_Stands()
    {
        var (claim, row) = await AddAsync("a");

        Assert.NotNull(await new TableOutbox(_tables, Guid.NewGuid).TryUpdateAsync(claim, row with { State = OutboxState.Waiting }, Token));
    }

    [Fact]
    public async Task TryUpdate_ClosedRow_ChangesNothing()
    {
        await AddAsync("a");
        var claim = await _outbox.ClaimAsync(_account, Token);
        var closed = (await _outbox.TryUpdateAsync(claim, (await _outbox.FindAsync(_account, "a", Token))! with { State = OutboxState.Failed }, Token))!;

        Assert.Null(await _outbox.TryUpdateAsync(claim, closed with { State = OutboxState.Waiting }, Token));
        Assert.Null(await _outbox.TryUpdateAsync(claim, closed with { State = OutboxState.Committed }, Token));
        Assert.Equal(OutboxState.Failed, (await _outbox.FindAsync(_account, "a", Token))!.State);
    }

    [Fact]
    public async Task LargestRow_AddedSignedClosed_IsWholeEveryTimeAndLeavesNothing()
    {
        var content = new TransactionContent([ChainMessage.FromBytes("/a.B", _random.Next(ChainMessage.MaximumBytes))], new string('m', 1024));
        Assert.True(await _outbox.TryAddAsync(Row("a") with { Content = content }, Token));
        var claim = await _outbox.ClaimAsync(_account, Token);
        var read = (await _outbox.FindAsync(_account, "a", Token))!;
        Assert.Equal(content.Messages, read.Content.Messages);
        var transaction = new SignedTransaction(_random.Next(SignedTransaction.BytesMaximum), TransactionHash.Of("x"u8), 1, 2);

        var signed = await _outbox.TryUpdateAsync(claim, read with { State = OutboxState.Waiting, Attempt = new SignedAttempt(transaction, 3, 1) }, Token);
        var listed = Assert.Single(await _outbox.ListOpenAsync(_account, Token).ToListAsync(Token));
        Assert.Equal(transaction.Bytes.ToArray(), listed.Attempt!.Transaction.Bytes.ToArray());
        Assert.Equal(signed!.Version, listed.Version);
        var smaller = await _outbox.TryUpdateAsync(claim, listed with { Attempt = null }, Token);
        Assert.NotNull(await _outbox.TryUpdateAsync(claim, smaller! with { State = OutboxState.Committed, Attempt = listed.Attempt }, Token));

        Assert.Equal(transaction.Bytes.ToArray(), (await _outbox.FindAsync(_account, "a", Token))!.Attempt!.Transaction.Bytes.ToArray());
        var keys = await KeysAsync();
        Assert.Equal(["c", "r"], keys.Select(key => key[..1]).Distinct());
    }

    [Fact]
    public async Task TryAdd_TooLarge_IsRefused()
    {
        var messages = Enumerable.Range(0, 10_000).Select(_ => ChainMessage.FromBytes("/" + new string('a', 255), []));

        var error = await Assert.ThrowsAsync<P8eInputException>(() => _outbox.TryAddAsync(Row("a") with { Content = new TransactionContent(messages) }, Token));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
    }

    [Theory]
    [InlineData("Content0", "text")]
    [InlineData("ContentLength", 1)]
    [InlineData("State", 9)]
    [InlineData("Parts", 2)]
    [InlineData("Write", "text")]
    public async Task Read_DamagedRow_IsANamedError(string name, object value)
    {
        await AddAsync("a");
        await Entities.UpdateEntityAsync(new TableEntity(Partition, OutboxTableNames.Open(Row("a"))) { { name, value } }, ETag.All, TableUpdateMode.Merge, Token);

        await AssertDamagedAsync(() => _outbox.FindAsync(_account, "a", Token));
        await AssertDamagedAsync(() => _outbox.ListOpenAsync(_account, Token).ToListAsync(Token).AsTask());
    }

    [Fact]
    public async Task Read_RowGone_IsANamedError()
    {
        await AddAsync("a");
        await AddAsync("b");
        await Entities.DeleteEntityAsync(Partition, OutboxTableNames.Open(Row("a")), cancellationToken: Token);
        await Entities.DeleteEntityAsync(Partition, OutboxTableNames.Known("b"), cancellationToken: Token);

        await AssertDamagedAsync(() => _outbox.FindAsync(_account, "a", Token));
        await AssertDamagedAsync(() => _outbox.TryAddAsync(Row("b"), Token));
    }

    [Fact]
    public async Task Operations_Counted_CostWhatTheReadmeSays()
    {
        var claim = await _outbox.ClaimAsync(_account, Token);
        await CostsAsync(1, () => _outbox.TryAddAsync(Row("a"), Token));
        await CostsAsync(2, () => _outbox.TryAddAsync(Row("a"), Token));
        await CostsAsync(2, () => _outbox.FindAsync(_account, "a", Token));
        await CostsAsync(1, () => _outbox.FindAsync(_account, "b", Token));
        await CostsAsync(1, () => _outbox.ListOpenAsync(_account, Token).ToListAsync(Token).AsTask());
        var row = (await _outbox.FindAsync(_account, "a", Token))!;
        await CostsAsync(1, async () => row = await _outbox.TryUpdateAsync(claim, row with { State = OutboxState.Waiting }, Token));
        await CostsAsync(1, () => _outbox.TryUpdateAsync(claim, row with { State = OutboxState.Committed }, Token));
        await CostsAsync(1, () => _outbox.FindAsync(_account, "a", Token));
        await CostsAsync(1, () => _outbox.ClaimAsync(_account, Token));
    }

    private static async Task AssertDamagedAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<P8eStateException>(call);
        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
    }

    private OutboxRow Row(string id) => new()
    {
        Account = _account,
        Id = id,
        ChainId = "testing-one",
        Content = new TransactionContent([ChainMessage.FromBytes("/a.B", [1, 2, 3])]),
        Added = Start,
    };

    private async Task<(WriterClaim Claim, OutboxRow Row)> AddAsync(string id, WriterClaim? claim = null)
    {
        Assert.True(await _outbox.TryAddAsync(Row(id), Token));
        return (claim ?? await _outbox.ClaimAsync(_account, Token), (await _outbox.FindAsync(_account, id, Token))!);
    }

    /// <summary>What another writer does: it claims the account and closes a row.</summary>
    private async Task<OutboxRow?> CloseAsync(string id)
    {
        var claim = await _outbox.ClaimAsync(_account, Token);
        return await _outbox.TryUpdateAsync(claim, (await _outbox.FindAsync(_account, id, Token))! with { State = OutboxState.Failed }, Token);
    }

    private Task<List<string>> KeysAsync() =>
        Entities.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: Token).Select(entity => entity.RowKey!).ToListAsync(Token).AsTask();

    private async Task CostsAsync(int requests, Func<Task> operation)
    {
        var before = _network.Requests;
        await operation();
        Assert.Equal(requests, _network.Requests - before);
    }
}
