using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Protocol;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Chain;

/// <summary>What every <see cref="IOutbox"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class OutboxConformance
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 23, 59, 30, TimeSpan.Zero);
    private readonly AccountAddress _account = NewAccount();

    /// <summary>The adapter under test.</summary>
    protected abstract IOutbox Outbox { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_AddedRow_GivesItBack()
    {
        var row = Row("a") with { Content = new TransactionContent([Message(1), Message(0)], "memo") };

        Assert.True(await Outbox.TryAddAsync(row, Token));

        AssertEqual(row, await FindAsync("a"));
        Assert.Null(await FindAsync("b"));
        Assert.Null(await Outbox.FindAsync(NewAccount(), "a", Token));
    }

    /// <summary>Until its outcome, through every write; a row of a time before traces has none.</summary>
    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData(null)]
    public async Task Update_RowWithATrace_KeepsIt(string? trace)
    {
        Assert.True(await Outbox.TryAddAsync(Row("traced") with { Trace = trace }, Token));
        var claim = await ClaimAsync();
        var signed = await Outbox.TryUpdateAsync(claim, Signed((await FindAsync("traced"))!), Token);
        Assert.Equal(trace, Assert.Single(await Outbox.ListOpenAsync(_account, Token).ToListAsync(Token)).Trace);

        Assert.NotNull(await Outbox.TryUpdateAsync(claim, signed! with { State = OutboxState.Committed, Outcome = new OutboxOutcome(9, 0, null, null) }, Token));

        Assert.Equal(trace, (await FindAsync("traced"))!.Trace);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Find_RowOfManyBytes_GivesItBack(int messages)
    {
        var row = Row("large") with { Content = new TransactionContent([.. Enumerable.Range(0, messages).Select(n => Message(n, 10_000))]) };
        Assert.True(await Outbox.TryAddAsync(row, Token));
        var signed = Signed((await FindAsync("large"))!, bytes: messages * 10_000);

        Assert.NotNull(await Outbox.TryUpdateAsync(await ClaimAsync(), signed, Token));

        AssertEqual(signed, await FindAsync("large"));
    }

    [Theory]
    [InlineData("/ # ? % & +")]
    [InlineData("Größe\u0001\ud83d\ude00")]
    [InlineData("'\"\\")]
    public async Task Find_OddId_IsThatRowOnly(string id)
    {
        var longest = id + new string('x', OutboxRow.IdLengthMaximum - id.Length);
        Assert.True(await Outbox.TryAddAsync(Row(id), Token));
        Assert.True(await Outbox.TryAddAsync(Row(longest), Token));

        AssertEqual(Row(id), await FindAsync(id));
        AssertEqual(Row(longest), await FindAsync(longest));
    }

    [Fact]
    public async Task TryAdd_SameIdAgain_ChangesNothing()
    {
        Assert.True(await Outbox.TryAddAsync(Row("a"), Token));

        Assert.False(await Outbox.TryAddAsync(Row("a") with { Content = new TransactionContent([Message(9)]) }, Token));

        AssertEqual(Row("a"), await FindAsync("a"));
    }

    [Fact]
    public async Task ListOpen_RowsOfAllStates_GivesTheOpenOnesInOrder()
    {
        string[] ids = ["e", "d", "c", "b", "a"];
        foreach (var id in ids)
        {
            Assert.True(await Outbox.TryAddAsync(Row(id) with { Added = id is "d" or "b" ? Start : Start.AddTicks(1) }, Token));
        }

        Assert.True(await Outbox.TryAddAsync(Row("other") with { Account = NewAccount() }, Token));
        var claim = await ClaimAsync();
        await UpdateAsync(claim, "b", row => Signed(row));
        await UpdateAsync(claim, "c", row => Signed(row) with { State = OutboxState.Committed, Outcome = new OutboxOutcome(7, 1, null, null) });
        await UpdateAsync(claim, "e", row => row with { State = OutboxState.Failed, Outcome = new OutboxOutcome(0, 0, "chain.out_of_gas", "why") });

        Assert.Equal(["b", "d", "a"], await OpenAsync());
    }

    [Theory]
    [InlineData(OutboxState.Committed)]
    [InlineData(OutboxState.Failed)]
    public async Task TryUpdate_Outcome_IsKept(OutboxState state)
    {
        Assert.True(await Outbox.TryAddAsync(Row("a"), Token));
        var claim = await ClaimAsync();
        await UpdateAsync(claim, "a", row => Signed(row));
        var outcome = state == OutboxState.Committed ? new OutboxOutcome(long.MaxValue, 3, null, null) : new OutboxOutcome(5, 0, "chain.tx_refused", "undefined 1: no");

        await UpdateAsync(claim, "a", row => row with { State = state, Outcome = outcome });

        var stored = await FindAsync("a");
        Assert.Equal(state, stored!.State);
        Assert.Equal(outcome, stored.Outcome);
        Assert.Equal(ulong.MaxValue, stored.Attempt!.Transaction.Sequence);
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task TryUpdate_RowChangedMeanwhile_ChangesNothing()
    {
        Assert.True(await Outbox.TryAddAsync(Row("a"), Token));
        var claim = await ClaimAsync();
        var read = (await FindAsync("a"))!;
        var updated = await Outbox.TryUpdateAsync(claim, Signed(read), Token);
        Assert.NotNull(updated);

        Assert.Null(await Outbox.TryUpdateAsync(claim, read with { State = OutboxState.Failed }, Token));
        Assert.NotNull(await Outbox.TryUpdateAsync(claim, updated with { State = OutboxState.Failed }, Token));

        Assert.Equal(OutboxState.Failed, (await FindAsync("a"))!.State);
    }

    [Fact]
    public async Task TryUpdate_OlderClaim_ChangesNothing()
    {
        Assert.True(await Outbox.TryAddAsync(Row("a"), Token));
        Assert.True(await Outbox.TryAddAsync(Row("b"), Token));
        var older = await ClaimAsync();
        await UpdateAsync(older, "b", row => Signed(row));
        var read = (await FindAsync("a"))!;
        var newer = await ClaimAsync();

        Assert.Null(await Outbox.TryUpdateAsync(older, Signed(read), Token));
        Assert.Equal(OutboxState.Pending, (await FindAsync("a"))!.State);
        Assert.NotNull(await Outbox.TryUpdateAsync(newer, Signed(read), Token));
    }

    [Fact]
    public async Task TryUpdate_ManyUnderOneClaim_AllStand()
    {
        var claim = await ClaimAsync();
        var ids = Enumerable.Range(0, 12).Select(n => $"r{n:00}").ToArray();
        foreach (var id in ids)
        {
            Assert.True(await Outbox.TryAddAsync(Row(id), Token));
            await UpdateAsync(claim, id, row => Signed(row));
        }

        Assert.Equal(ids, await OpenAsync());
    }

    [Fact]
    public async Task TryUpdate_ManyClaimantsOfOneRow_OneWins()
    {
        Assert.True(await Outbox.TryAddAsync(Row("a"), Token));
        var read = (await FindAsync("a"))!;

        var updates = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await Outbox.TryUpdateAsync(await ClaimAsync(), Signed(read), Token)));

        Assert.InRange(updates.Count(updated => updated is not null), 0, 1);
        Assert.Equal(
            updates.Any(updated => updated is not null) ? OutboxState.Waiting : OutboxState.Pending, (await FindAsync("a"))!.State);
    }

    [Fact]
    public async Task ClaimAsync_OtherAccount_LeavesTheClaim()
    {
        Assert.True(await Outbox.TryAddAsync(Row("a"), Token));
        var claim = await ClaimAsync();
        await Outbox.ClaimAsync(NewAccount(), Token);

        Assert.NotNull(await Outbox.TryUpdateAsync(claim, Signed((await FindAsync("a"))!), Token));
    }

    private static AccountAddress NewAccount() =>
        AccountAddress.FromBytes(AccountAddress.TestNetPrefix, System.Security.Cryptography.RandomNumberGenerator.GetBytes(AccountAddress.StandardLength));

    private static ChainMessage Message(int content, int length = 3) => ChainMessage.FromBytes("/a.B", Enumerable.Repeat((byte)content, length).ToArray());

    private static OutboxRow Signed(OutboxRow row, int bytes = 4) => row with
    {
        State = OutboxState.Waiting,
        Attempt = new SignedAttempt(
            new SignedTransaction(
                Enumerable.Range(0, bytes).Select(n => (byte)n).ToArray(), TransactionHash.Of("x"u8), ulong.MaxValue, long.MaxValue), 41, 2),
    };

    private static void AssertEqual(OutboxRow expected, OutboxRow? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Id, actual.Id);
        Assert.Equal(expected.ChainId, actual.ChainId);
        Assert.Equal(expected.Added, actual.Added);
        Assert.Equal(expected.State, actual.State);
        Assert.Equal(expected.Outcome, actual.Outcome);
        Assert.Equal(expected.Trace, actual.Trace);
        Assert.Equal(expected.Content.Messages, actual.Content.Messages);
        Assert.Equal(expected.Content.Memo, actual.Content.Memo);
        Assert.Equal(expected.Attempt?.Transaction.Bytes.ToArray(), actual.Attempt?.Transaction.Bytes.ToArray());
        Assert.Equal(expected.Attempt?.Transaction.Hash, actual.Attempt?.Transaction.Hash);
        Assert.Equal(expected.Attempt?.Transaction.Sequence, actual.Attempt?.Transaction.Sequence);
        Assert.Equal(expected.Attempt?.Transaction.TimeoutHeight, actual.Attempt?.Transaction.TimeoutHeight);
        Assert.Equal(expected.Attempt?.SignedAtHeight, actual.Attempt?.SignedAtHeight);
        Assert.Equal(expected.Attempt?.Number, actual.Attempt?.Number);
        Assert.False(string.IsNullOrEmpty(actual.Version));
    }

    private OutboxRow Row(string id) => new()
    {
        Account = _account,
        Id = id,
        ChainId = "testing-one",
        Content = new TransactionContent([Message(1)]),
        Added = Start,
    };

    private Task<OutboxRow?> FindAsync(string id) => Outbox.FindAsync(_account, id, Token);

    private Task<WriterClaim> ClaimAsync() => Outbox.ClaimAsync(_account, Token);

    private async Task UpdateAsync(WriterClaim claim, string id, Func<OutboxRow, OutboxRow> change) =>
        Assert.NotNull(await Outbox.TryUpdateAsync(claim, change((await FindAsync(id))!), Token));

    private async Task<List<string>> OpenAsync()
    {
        var ids = new List<string>();
        await foreach (var row in Outbox.ListOpenAsync(_account, Token))
        {
            ids.Add(row.Id);
        }

        return ids;
    }
}
