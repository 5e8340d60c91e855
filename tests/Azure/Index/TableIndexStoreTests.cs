using Azure;
using P8e.Azure.Index;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Ports;
using P8e.Ports.Index;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Index;

/// <summary>What the port does not say: lost answers, updates of several transactions, damaged rows, requests per operation.</summary>
public sealed class TableIndexStoreTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int ManyRecords = 120;

    private static readonly MetadataAddress Scope = SampleScopes.Scope(1);

    private readonly LossyAzurite _network = new();
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();
    private TableServiceClient _tables = null!;
    private TableIndexStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _store = new TableIndexStore(_tables);
        Assert.Null(await _store.FindScopeAsync(_affiliate, Scope, Token)); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryWrite_AnswerLost_IsDoneThoughItSaysNo(bool isNew)
    {
        if (!isNew)
        {
            Assert.True(await _store.TryWriteAsync(Update(7), Token));
        }

        var update = Update(8, (await _store.FindScopeRowAsync(_affiliate, Scope, Token))?.Version);
        _network.LoseNext();

        Assert.False(await _store.TryWriteAsync(update, Token));

        Assert.Equal(1, _network.Lost);
        Assert.Equal(8, (await _store.FindScopeRowAsync(_affiliate, Scope, Token))!.At.Height);
    }

    /// <summary>The process ends between the transactions of a new scope; another one makes the step again from what stands.</summary>
    [Fact]
    public async Task TryWrite_LongAndCutShort_ShowsNothingUntilItIsMadeAgain()
    {
        var update = Update(7, null, ManyRecords);
        await CutShortAsync(update);

        var arriving = (await _store.FindScopeAsync(_affiliate, Scope, Token))!;
        Assert.Equal((ScopeStanding.Arriving, 0, null), (arriving.Row.Standing, arriving.Row.At.Height, arriving.Row.Content));
        Assert.Empty((await _store.ListScopesAsync(_affiliate, null, 10, Token)).Items);

        Assert.True(await _store.TryWriteAsync(update with { Row = update.Row with { Version = arriving.Row.Version } }, Token));
        Assert.Equal(ManyRecords, (await _store.FindScopeAsync(_affiliate, Scope, Token))!.Records.Count);
    }

    [Fact]
    public async Task TryWrite_LongStepCutShort_KeepsTheOldHeightAndItsContentUntilThen()
    {
        Assert.True(await _store.TryWriteAsync(Update(7), Token));
        var before = (await _store.FindScopeRowAsync(_affiliate, Scope, Token))!;
        var update = Update(8, before.Version, ManyRecords);
        await CutShortAsync(update);

        var between = (await _store.FindScopeRowAsync(_affiliate, Scope, Token))!;
        Assert.Equal(SampleScopes.Text(before), SampleScopes.Text(between));
        Assert.NotEqual(before.Version, between.Version);

        Assert.False(await _store.TryWriteAsync(update, Token));
        Assert.True(await _store.TryWriteAsync(update with { Row = update.Row with { Version = between.Version } }, Token));
        var entity = await Entities.GetEntityIfExistsAsync(IndexTableNames.Partition(_affiliate, Scope), IndexTableNames.Scope, cancellationToken: Token);
        Assert.DoesNotContain("WritingHeight", entity.Value!.Keys);
    }

    [Fact]
    public async Task TryWrite_LongStepOvertaken_ChangesNothingMore()
    {
        var isOvertaken = false;
        _network.FollowNext(async () =>
        {
            var arriving = (await _store.FindScopeRowAsync(_affiliate, Scope, Token))!;
            isOvertaken = await _store.TryWriteAsync(Update(9, arriving.Version), Token);
        });

        Assert.False(await _store.TryWriteAsync(Update(7, null, ManyRecords), Token));

        Assert.True(isOvertaken);
        var found = (await _store.FindScopeAsync(_affiliate, Scope, Token))!;
        Assert.Equal(9, found.Row.At.Height);
        Assert.Equal("9", Assert.Single(found.Records).Content.Outputs[0].Hash);
    }

    [Theory]
    [InlineData(IndexTableNames.Scope, "Standing", 9)]
    [InlineData(IndexTableNames.Scope, "Content0", "text")]
    [InlineData(IndexTableNames.Scope, "ContentLength", 1)]
    [InlineData("record", "ContentLength", 1)]
    [InlineData("session", "Content0", "text")]
    public async Task Find_DamagedRow_IsANamedError(string row, string name, object value)
    {
        var update = Update(7);
        Assert.True(await _store.TryWriteAsync(update, Token));
        var key = row switch
        {
            "record" => IndexTableNames.RecordRow(update.Records[0].Content.Address),
            "session" => IndexTableNames.SessionRow(update.Sessions[0].Content.Address),
            _ => row,
        };
        await DamageAsync(key, name, value);

        await AssertDamagedAsync(() => _store.FindScopeAsync(_affiliate, Scope, Token));
    }

    [Fact]
    public async Task Read_OtherJsonOrOtherKey_IsANamedError()
    {
        var update = Update(7, null, 2);
        Assert.True(await _store.TryWriteAsync(update, Token));
        var (first, second) = (update.Records[0].Content.Address, update.Records[1].Content.Address);
        var partition = IndexTableNames.Partition(_affiliate, Scope);
        await Entities.UpsertEntityAsync(IndexEntity.Write(partition, IndexTableNames.RecordRow(first), update.Records[1]), TableUpdateMode.Replace, Token);
        await Entities.UpsertEntityAsync(IndexEntity.Write(partition, IndexTableNames.RecordRow(second), new { At = 1 }), TableUpdateMode.Replace, Token);
        await DamageAsync(IndexTableNames.HistoryRow(first, 7), "ContentLength", 3);

        await AssertDamagedAsync(() => _store.FindRecordAsync(_affiliate, first, Token));
        await AssertDamagedAsync(() => _store.FindRecordAsync(_affiliate, second, Token));
        await AssertDamagedAsync(() => _store.ListHistoryAsync(_affiliate, first, 0, 10, Token));
    }

    [Fact]
    public async Task Operations_Counted_CostWhatTheReadmeSays()
    {
        await CostsAsync(1, () => _store.TryWriteAsync(Update(7), Token));
        await CostsAsync(1, () => _store.FindScopeAsync(_affiliate, Scope, Token));
        await CostsAsync(1, () => _store.FindScopeRowAsync(_affiliate, Scope, Token));
        await CostsAsync(1, () => _store.FindRecordAsync(_affiliate, Scope.ToRecord("r0"), Token));
        await CostsAsync(1, () => _store.ListScopesAsync(_affiliate, null, 10, Token));
        await CostsAsync(1, () => _store.ListHistoryAsync(_affiliate, Scope.ToRecord("r0"), 0, 10, Token));
        var version = (await _store.FindScopeRowAsync(_affiliate, Scope, Token))!.Version;
        await CostsAsync(1, () => _store.TryWriteAsync(Update(8, version, 49), Token));
        version = (await _store.FindScopeRowAsync(_affiliate, Scope, Token))!.Version;
        // 120 records and their history.
        await CostsAsync(3, () => _store.TryWriteAsync(Update(9, version, ManyRecords), Token));
        await CostsAsync(2, () => _store.FindScopeAsync(_affiliate, Scope, Token));
    }

    [Fact]
    public async Task Find_AccountDoesNotAnswer_Passes()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error(503, "ServerBusy"));

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => new TableIndexStore(ScriptedTables.Service(handler)).FindScopeAsync(_affiliate, Scope, Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, error.Code);
    }

    private TableClient Entities => _tables.GetTableClient(IndexTableNames.Table);

    private ScopeUpdate Update(long height, string? version = null, int records = 1) => SampleScopes.Update(
        _affiliate, Scope, height, version, Enumerable.Range(0, records).Select(number => SampleScopes.Record(Scope, $"r{number}", $"{height}")));

    /// <summary>Does the first transaction of an update and no more.</summary>
    private async Task CutShortAsync(ScopeUpdate update)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _network.LoseNext(() =>
        {
            cancellation.Cancel();
            return Task.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.TryWriteAsync(update, cancellation.Token));
    }

    private async Task DamageAsync(string row, string name, object value) => await Entities.UpdateEntityAsync(
        new TableEntity(IndexTableNames.Partition(_affiliate, Scope), row) { { name, value } }, ETag.All, TableUpdateMode.Merge, Token);

    private static async Task AssertDamagedAsync(Func<Task> call) =>
        Assert.Equal(ErrorCodes.StorageRowDamaged, (await Assert.ThrowsAsync<P8eStateException>(call)).Code);

    private async Task CostsAsync(int requests, Func<Task> operation)
    {
        var before = _network.Requests;
        await operation();
        Assert.Equal(requests, _network.Requests - before);
    }
}
