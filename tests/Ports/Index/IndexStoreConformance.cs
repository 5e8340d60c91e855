using P8e.Chain.Scopes;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Index;

/// <summary>What every <see cref="IIndexStore"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class IndexStoreConformance
{
    private static readonly MetadataAddress Scope = SampleScopes.Scope(1);

    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IIndexStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queries_NothingThere_FindNothing()
    {
        Assert.Null(await FindAsync());
        Assert.Null(await Store.FindScopeRowAsync(_affiliate, Scope, Token));
        Assert.Null(await Store.FindRecordAsync(_affiliate, Scope.ToRecord("loan"), Token));
        Assert.Equal("([] -)", SampleScopes.Text(await Store.ListScopesAsync(_affiliate, null, 10, Token)));
        Assert.Empty(await HistoryAsync("loan"));
    }

    [Fact]
    public async Task TryWrite_NewScope_IsReadBackWhole()
    {
        var update = SampleScopes.Update(_affiliate, Scope, 7, null, SampleScopes.Record(Scope, "Loan"), SampleScopes.Record(Scope, "note"));

        Assert.True(await Store.TryWriteAsync(update, Token));

        var found = await FindAsync();
        Assert.NotNull(found!.Row.Version);
        Assert.Equal(SampleScopes.Text(update.Row), SampleScopes.Text(found.Row));
        Assert.Equal(found.Row.Version, (await Store.FindScopeRowAsync(_affiliate, Scope, Token))!.Version);
        Assert.Equal(SampleScopes.Text(update.Sessions), SampleScopes.Text(found.Sessions));
        Assert.Equal(update.Records.Select(SampleScopes.Text).Order(), found.Records.Select(SampleScopes.Text).Order());
        Assert.Equal(SampleScopes.Text(update.Records[0]), SampleScopes.Text(await Store.FindRecordAsync(_affiliate, Scope.ToRecord("LOAN"), Token)));
        Assert.Equal(SampleScopes.Text(update.History[0]), SampleScopes.Text(Assert.Single(await HistoryAsync("loan"))));
    }

    [Fact]
    public async Task TryWrite_NextStep_ChangesWhatItNamesAndKeepsTheRest()
    {
        var first = SampleScopes.Update(_affiliate, Scope, 7, null, SampleScopes.Record(Scope, "loan"), SampleScopes.Record(Scope, "note"), SampleScopes.Record(Scope, "old"));
        Assert.True(await Store.TryWriteAsync(first, Token));
        var second = SampleScopes.Update(_affiliate, Scope, 9, (await FindAsync())!.Row.Version, SampleScopes.Record(Scope, "loan", "bmV3")) with
        {
            RemovedRecords = [Scope.ToRecord("old")],
            RemovedSessions = [SampleScopes.Session(Scope, 1).Address],
            Sessions = [new SessionRow(SampleScopes.At(9), SampleScopes.Session(Scope, 2))],
        };

        Assert.True(await Store.TryWriteAsync(second, Token));

        var found = (await FindAsync())!;
        Assert.Equal(9, found.Row.At.Height);
        Assert.Equal(SampleScopes.Text(second.Sessions), SampleScopes.Text(found.Sessions));
        Assert.Equal([SampleScopes.Text(second.Records[0]), SampleScopes.Text(first.Records[1])], found.Records.OrderBy(row => row.Content.Name, StringComparer.Ordinal).Select(SampleScopes.Text));
        Assert.Null(await Store.FindRecordAsync(_affiliate, Scope.ToRecord("old"), Token));
        Assert.Equal([7, 9], (await HistoryAsync("loan")).Select(row => row.At.Height));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryWrite_NotFromTheNewestRead_ChangesNothing(bool isNew)
    {
        Assert.True(await Store.TryWriteAsync(SampleScopes.Update(_affiliate, Scope, 7, null, SampleScopes.Record(Scope, "loan")), Token));
        var old = (await FindAsync())!.Row.Version;
        Assert.True(await Store.TryWriteAsync(SampleScopes.Update(_affiliate, Scope, 9, old, SampleScopes.Record(Scope, "loan", "bmV3")), Token));
        var before = SampleScopes.Text(await FindAsync());

        Assert.False(await Store.TryWriteAsync(SampleScopes.Update(_affiliate, Scope, 8, isNew ? null : old, SampleScopes.Record(Scope, "other")), Token));

        Assert.Equal(before, SampleScopes.Text(await FindAsync()));
        Assert.Empty(await HistoryAsync("other"));
    }

    [Fact]
    public async Task TryWrite_ManyAtOnce_OneWins()
    {
        var wins = await Task.WhenAll(Enumerable.Range(1, 6).Select(
            height => Store.TryWriteAsync(SampleScopes.Update(_affiliate, Scope, height, null, SampleScopes.Record(Scope, $"r{height}")), Token)));

        Assert.Single(wins, won => won);
        Assert.Equal(Array.IndexOf(wins, true) + 1, (await FindAsync())!.Row.At.Height);
        Assert.Single((await FindAsync())!.Records);
    }

    [Fact]
    public async Task TryWrite_MoreRowsThanATransactionTakes_AreAllThereAndAllGo()
    {
        RecordState[] records = [.. Enumerable.Range(0, 130).Select(number => SampleScopes.Record(Scope, $"record {number}"))];
        var update = SampleScopes.Update(_affiliate, Scope, 7, null, records);
        Assert.True(await Store.TryWriteAsync(update, Token));
        var found = (await FindAsync())!;
        Assert.Equal(update.Records.Select(SampleScopes.Text).Order(), found.Records.Select(SampleScopes.Text).Order());

        Assert.True(await Store.TryWriteAsync(new ScopeUpdate { Row = SampleScopes.Row(_affiliate, Scope, 8, found.Row.Version), RemovedRecords = [.. records.Select(record => record.Address)] }, Token));

        Assert.Empty((await FindAsync())!.Records);
        Assert.Single(await HistoryAsync("record 129"));
    }

    [Fact]
    public async Task TryWrite_LongestAndOddTexts_ComeBackAsTheyWere()
    {
        var texts = new[] { new string('\u0001', 1000), new string('"', 1000), new string('é', 1000), string.Concat(Enumerable.Repeat("😀", 500)), "", " a\tb\r\n\u2028\u007f" };
        var inputs = Enumerable.Range(0, 16).Select(number => new RecordInput(texts[number % texts.Length], "type", texts[(number + 1) % texts.Length], null, "PROPOSED"));
        RecordState[] records = [.. Enumerable.Range(0, 10).Select(number => SampleScopes.Record(Scope, $"r{number}") with { Inputs = [.. inputs] })];
        var update = SampleScopes.Update(_affiliate, Scope, 7, null, records);

        Assert.True(await Store.TryWriteAsync(update, Token));

        Assert.Equal(SampleScopes.Text(update.Records[3]), SampleScopes.Text(await Store.FindRecordAsync(_affiliate, records[3].Address, Token)));
        Assert.Equal(SampleScopes.Text(update.History[3]), SampleScopes.Text(Assert.Single(await HistoryAsync("r3"))));
    }

    [Fact]
    public async Task TryWrite_DeletedScope_HasNoContentAndKeepsItsHistory()
    {
        Assert.True(await Store.TryWriteAsync(SampleScopes.Update(_affiliate, Scope, 7, null, SampleScopes.Record(Scope, "loan")), Token));
        var before = (await FindAsync())!;
        var at = SampleScopes.At(8) with { Transaction = null, IsAtHeight = false };
        var deletion = new HistoryRow(Scope.ToRecord("loan"), null, at, RecordChange.Deleted, null);

        Assert.True(await Store.TryWriteAsync(
            new ScopeUpdate
            {
                Row = before.Row with { Standing = ScopeStanding.Deleted, At = at, Content = null, IsComplete = false },
                RemovedRecords = [Scope.ToRecord("loan")],
                RemovedSessions = [.. before.Sessions.Select(session => session.Content.Address)],
                History = [deletion],
            },
            Token));

        var found = (await FindAsync())!;
        Assert.Equal((ScopeStanding.Deleted, null, false), (found.Row.Standing, found.Row.Content, found.Row.IsComplete));
        Assert.Equal("([] [])", $"({SampleScopes.Text(found.Sessions)} {SampleScopes.Text(found.Records)})");
        Assert.Equal(SampleScopes.Text(deletion), SampleScopes.Text((await HistoryAsync("loan"))[1]));
        Assert.Empty((await Store.ListScopesAsync(_affiliate, null, 10, Token)).Items);
    }

    [Fact]
    public async Task ListScopes_ByPages_GivesEachOnceInOrderAndOnlyTheAffiliates()
    {
        var affiliates = FreshAffiliates.NextWithCommonPrefix();
        foreach (var affiliate in affiliates)
        {
            foreach (var number in new[] { 5, 3, 4, 1, 2 })
            {
                var scope = SampleScopes.Scope(number);
                Assert.True(await Store.TryWriteAsync(SampleScopes.Update(affiliate, scope, 10 + number, null, SampleScopes.Record(scope, "loan")), Token));
            }
        }

        var listed = new List<ScopeRow>();
        string? cursor = null;
        do
        {
            var page = await Store.ListScopesAsync(affiliates[0], cursor is null ? null : MetadataAddress.Parse(cursor), 2, Token);
            Assert.InRange(page.Items.Count, page.Cursor is null ? 0 : 2, 2);
            listed.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 5).Select(number => SampleScopes.Scope(number).ToString()).Order(StringComparer.Ordinal), listed.Select(row => row.Scope.ToString()));
        Assert.All(listed, row => Assert.Equal(affiliates[0], row.Affiliate));
    }

    [Fact]
    public async Task ListHistory_ByPages_IsOldestFirstAndOfTheRecordOnly()
    {
        foreach (var height in new long[] { 9, 10, 100, long.MaxValue })
        {
            var version = (await FindAsync())?.Row.Version;
            Assert.True(await Store.TryWriteAsync(
                SampleScopes.Update(_affiliate, Scope, height, version, SampleScopes.Record(Scope, "loan", $"{height}"), SampleScopes.Record(Scope, "note")), Token));
        }

        var first = await Store.ListHistoryAsync(_affiliate, Scope.ToRecord("loan"), 0, 3, Token);
        var second = await Store.ListHistoryAsync(_affiliate, Scope.ToRecord("loan"), 100, 3, Token);

        Assert.Equal("100", first.Cursor);
        Assert.Equal([9, 10, 100, long.MaxValue], first.Items.Concat(second.Items).Select(row => row.At.Height));
        Assert.Equal(["9", "10", "100"], first.Items.Select(row => row.Content!.Outputs[0].Hash));
        Assert.Null(second.Cursor);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IIndexStore.PageItemsMaximum + 1)]
    public async Task List_PageOutOfRange_IsRefused(int most)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ListScopesAsync(_affiliate, null, most, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ListHistoryAsync(_affiliate, Scope.ToRecord("loan"), 0, most, Token));
    }

    private Task<IndexedScope?> FindAsync() => Store.FindScopeAsync(_affiliate, Scope, Token);

    private async Task<IReadOnlyList<HistoryRow>> HistoryAsync(string record) => (await Store.ListHistoryAsync(_affiliate, Scope.ToRecord(record), 0, 100, Token)).Items;
}
