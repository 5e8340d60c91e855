using Azure;
using P8e.Azure.Hub;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Durable;
using P8e.Durable.Ports;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Hub;

/// <summary>What the port does not say: lost answers, damaged rows, missing tables, requests per operation.</summary>
public sealed class TableHubStoreTests(SharedAzurite azurite) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly LossyAzurite _network = new();
    private readonly SeededRandomSource _random = new(7);
    private readonly string _hub = azurite.NewName("hub");
    private readonly HubReminder _reminder = new(Start, "one", "start:1");
    private TableHubStore _store = null!;
    private TableClient _rows = null!;
    private TableClient _due = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tables = await _network.ConnectAsync(azurite);
        _store = new TableHubStore(tables, _hub, Guid.NewGuid);
        _rows = tables.GetTableClient("Hub" + _hub);
        _due = tables.GetTableClient("Due");
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryCommit_AnswerLost_IsKnownAsItsOwn(bool isFirst)
    {
        var version = isFirst ? null : await CommitAsync(null);
        await _store.AddMessageAsync("one", new HubMessage("1", _random.Next(3)), Token);

        _network.LoseNext();
        var next = await _store.TryCommitAsync(new HubCommit("one", version, _random.Next(9)) { History = [Row(0)], ConsumedMessages = ["1"] }, Token);

        Assert.Equal(1, _network.Lost);
        Assert.Equal((await _store.FindAsync("one", Token))!.Version, next);
        Assert.NotNull(await CommitAsync(next));
    }

    [Fact]
    public async Task TryCommit_AnswerLostAndOvertaken_IsAConflict()
    {
        var version = await CommitAsync(null);
        _network.LoseNext(async () => await CommitAsync((await _store.FindAsync("one", Token))!.Version));

        Assert.Null(await CommitAsync(version));
    }

    [Fact]
    public async Task TryCommit_RefusedForAnotherRow_SaysSoAndWritesNothing()
    {
        var version = await CommitAsync(null, Row(0));

        var missing = await Assert.ThrowsAsync<DurableException>(() => _store.TryCommitAsync(new HubCommit("one", version, _random.Next(3)) { ConsumedMessages = ["1"] }, Token));
        var twice = await Assert.ThrowsAsync<DurableException>(() => CommitAsync(version, Row(0)));
        var orphan = new HubHistoryRow(1, 0, _random.Next(3));
        await _rows.AddEntityAsync(HubEntity.History(orphan, HubTableNames.Partition("two")), Token);
        var left = await Assert.ThrowsAsync<DurableException>(() => _store.TryCommitAsync(new HubCommit("two", null, _random.Next(3)) { History = [orphan] }, Token));

        Assert.Equal(Enumerable.Repeat(DurableErrorCodes.StoreCorrupt, 3), new[] { missing, twice, left }.Select(error => error.Code));
        Assert.Contains("m|1", missing.Message, StringComparison.Ordinal);
        Assert.Equal(version, (await _store.FindAsync("one", Token))!.Version);
        Assert.Null(await _store.FindAsync("two", Token));
    }

    [Fact]
    public async Task TryCommit_AllLimitsReached_IsWritten()
    {
        var messages = Enumerable.Range(0, HubLimits.CommitRowsMax - 7).Select(number => $"{number:D128}").ToArray();
        foreach (var id in messages)
        {
            await _store.AddMessageAsync("one", new HubMessage(id, _random.Next(3)), Token);
        }

        var rows = Enumerable.Range(0, 5).Select(number => new HubHistoryRow(int.MaxValue, number, _random.Next(HubLimits.HistoryRowBytesMax))).ToList();
        var rest = HubLimits.CommitBytesMax - HubLimits.StateBytesMax - rows.Sum(row => row.Records.Length);
        rows.Add(new HubHistoryRow(int.MaxValue, rows.Count, _random.Next(rest)));

        Assert.NotNull(await _store.TryCommitAsync(new HubCommit("one", null, _random.Next(HubLimits.StateBytesMax)) { History = rows, ConsumedMessages = messages }, Token));

        Assert.Equal(rows[^1].Records.ToArray(), (await _store.ReadHistoryAsync("one", int.MaxValue, Token).LastAsync(Token)).Records.ToArray());
    }

    [Fact]
    public async Task OtherWrites_AnswerLost_EndAsIfItWasNot()
    {
        await WarmUpAsync();
        var version = await CommitAsync(null, Row(0), Row(1));
        Func<Task>[] writes =
        [
            () => _store.AddMessageAsync("one", new HubMessage("1", _random.Next(3)), Token),
            () => _store.AddReminderAsync(1, _reminder, Token),
            async () => Assert.True(await _store.TryHoldLeaseAsync(1, "me", Start, Start.AddSeconds(60), Token)),
            async () => Assert.True(await _store.TryHoldLeaseAsync(1, "me", Start, Start.AddSeconds(90), Token)),
            () => _store.ReleaseLeaseAsync(1, "me", Token),
            () => _store.RemoveReminderAsync(1, _reminder, Token),
            () => _store.RemoveHistoryAsync("one", 1, Token),
            async () => Assert.True(await _store.TryRemoveAsync("one", version!, Token)),
        ];
        foreach (var write in writes)
        {
            _network.LoseNext();
            await write();
        }

        Assert.Equal(writes.Length, _network.Lost);
        Assert.Null(await _store.FindAsync("one", Token));
        Assert.Empty(await _store.ReadMessagesAsync("one", 9, Token));
        Assert.Empty(await _store.ReadHistoryAsync("one", 1, Token).ToListAsync(Token));
        Assert.Empty(await _store.ReadRemindersAsync(1, null, 9, Token));
        Assert.True(await _store.TryHoldLeaseAsync(1, "other", Start, Start.AddSeconds(60), Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryRemove_ManyMessages_TakesThemAlongInPieces(bool losesAnswers)
    {
        var version = await CommitAsync(null);
        foreach (var number in Enumerable.Range(0, 230))
        {
            await _store.AddMessageAsync("one", new HubMessage($"{number:D4}", ReadOnlyMemory<byte>.Empty), Token);
        }

        if (losesAnswers)
        {
            _network.LoseNext(() => Task.CompletedTask);
        }

        Assert.True(await _store.TryRemoveAsync("one", version!, Token));
        Assert.Empty(await _store.ReadMessagesAsync("one", 9, Token));
        Assert.Null(await _store.FindAsync("one", Token));
    }

    [Fact]
    public async Task Read_DamagedRow_IsANamedError()
    {
        await CommitAsync(null, Row(0), Row(1), Row(2));
        await _store.AddMessageAsync("one", new HubMessage("1", _random.Next(60_000)), Token);
        await _store.AddReminderAsync(2, _reminder, Token);
        Assert.True(await _store.TryHoldLeaseAsync(2, "me", Start, Start.AddSeconds(60), Token));
        var partition = HubTableNames.Partition("one");

        await MergeAsync(_rows, partition, HubTableNames.State, ("ContentLength", 5));
        await MergeAsync(_rows, partition, HubTableNames.MessageRow("1"), ("Content0", "text"));
        await _rows.DeleteEntityAsync(partition, HubTableNames.HistoryRow(1, 1), cancellationToken: Token);
        await MergeAsync(_due, HubTableNames.Shard(_hub, 2), HubTableNames.ReminderRow(_reminder), ("Instance", "another"));
        await MergeAsync(_due, HubTableNames.Shard(_hub, 2), HubTableNames.Lease, ("Until", "never"));

        Func<Task>[] reads =
        [
            () => _store.FindAsync("one", Token),
            () => _store.ReadMessagesAsync("one", 9, Token),
            () => _store.ReadHistoryAsync("one", 1, Token).ToListAsync(Token).AsTask(),
            () => _store.ReadRemindersAsync(2, null, 9, Token),
            () => _store.TryHoldLeaseAsync(2, "other", Start, Start.AddSeconds(60), Token),
        ];
        foreach (var read in reads)
        {
            var error = await Assert.ThrowsAsync<DurableException>(read);
            Assert.Equal(DurableErrorCodes.StoreCorrupt, error.Code);
            Assert.Contains("Restore or delete it", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Operations_Counted_CostWhatTheReadmeSays()
    {
        await WarmUpAsync();
        var version = await CommitAsync(null, Row(0), Row(1));
        await CostsAsync(1, () => _store.FindAsync("one", Token));
        await CostsAsync(1, () => _store.ReadHistoryAsync("one", 1, Token).ToListAsync(Token).AsTask());
        await CostsAsync(1, () => _store.AddMessageAsync("one", new HubMessage("1", _random.Next(9)), Token));
        await CostsAsync(1, () => _store.ReadMessagesAsync("one", 1, Token));
        await CostsAsync(1, async () => version = await _store.TryCommitAsync(new HubCommit("one", version, _random.Next(9)) { ConsumedMessages = ["1"] }, Token));
        await CostsAsync(2, () => CommitAsync(null));
        await CostsAsync(2, () => _store.RemoveHistoryAsync("one", 1, Token));
        await CostsAsync(2, () => _store.TryRemoveAsync("one", version!, Token));
        await CostsAsync(1, () => _store.AddReminderAsync(3, _reminder, Token));
        await CostsAsync(1, () => _store.ReadRemindersAsync(3, null, 1, Token));
        await CostsAsync(1, () => _store.RemoveReminderAsync(3, _reminder, Token));
        await CostsAsync(2, () => _store.TryHoldLeaseAsync(3, "me", Start, Start.AddSeconds(60), Token));
        await CostsAsync(1, () => _store.TryHoldLeaseAsync(3, "other", Start, Start.AddSeconds(60), Token));
        await CostsAsync(2, () => _store.ReleaseLeaseAsync(3, "me", Token));
    }

    [Theory]
    [InlineData(503, typeof(P8eTransientException))]
    [InlineData(403, typeof(P8eStateException))]
    public async Task Find_AccountDoesNotAnswer_IsAnIoError(int status, Type inner)
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error(status, "Whatever"));
        var store = new TableHubStore(ScriptedTables.Service(handler), "a", Guid.NewGuid);

        var error = await Assert.ThrowsAsync<IOException>(() => store.FindAsync("one", Token));

        Assert.IsType(inner, error.InnerException);
    }

    [Fact]
    public async Task Find_HalfACharacterInTheId_IsRefused()
    {
        var error = await Assert.ThrowsAsync<DurableException>(() => _store.FindAsync("a\ud800", Token));

        Assert.Equal(DurableErrorCodes.ArgumentInvalid, error.Code);
    }

    [Fact]
    public async Task Find_TablesNotOpenYet_OpensThemThen()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error(403, "Whatever"));
        var opened = 0;
        var store = new TableHubStore(new Lazy<TableServiceClient>(() => (opened++, ScriptedTables.Service(handler)).Item2), "a", Guid.NewGuid);

        Assert.Equal(0, opened);
        await Assert.ThrowsAsync<IOException>(() => store.FindAsync("one", Token));
        await Assert.ThrowsAsync<IOException>(() => store.TryHoldLeaseAsync(3, "me", Start, Start.AddSeconds(60), Token));
        Assert.Equal(1, opened);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a-b")]
    [InlineData("a23456789012345678901234567890123")]
    public void Create_OtherHubName_IsRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new TableHubStore(new TableServiceClient("UseDevelopmentStorage=true"), name, Guid.NewGuid));

    private Task<string?> CommitAsync(string? version, params HubHistoryRow[] rows) =>
        _store.TryCommitAsync(new HubCommit("one", version, _random.Next(9)) { History = rows }, Token);

    private HubHistoryRow Row(int number) => new(1, number, _random.Next(9));

    private static Task<Response> MergeAsync(TableClient table, string partition, string row, (string Name, object Value) damage) =>
        table.UpdateEntityAsync(new TableEntity(partition, row) { { damage.Name, damage.Value } }, ETag.All, TableUpdateMode.Merge, Token);

    /// <summary>Makes both tables; each is missing until it is first used.</summary>
    private async Task WarmUpAsync()
    {
        Assert.Null(await _store.FindAsync("nobody", Token));
        Assert.Empty(await _store.ReadRemindersAsync(0, null, 1, Token));
    }

    private async Task CostsAsync(int requests, Func<Task> operation)
    {
        var before = _network.Requests;
        await operation();
        Assert.Equal(requests, _network.Requests - before);
    }
}
