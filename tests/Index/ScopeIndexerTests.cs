using P8e.Chain.Following;
using P8e.Chain.Scopes;
using P8e.Chain.Transactions;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Index.Tests.Support;
using P8e.Ports.Index;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Tests;

/// <summary>What followed blocks make of the index.</summary>
public sealed class ScopeIndexerTests
{
    private static readonly MetadataAddress Scope = IndexScene.Scope;

    private readonly IndexScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_NewScopeOfOurs_IsThereWholeForOneWrite()
    {
        await _scene.AddAsync(5, "loan", "note");

        Assert.Equal((0, 1), (_scene.Store.Reads, _scene.Store.Writes));
        Assert.Equal([(Scope, 5L)], _scene.Node.Asked);
        var found = (await _scene.FindAsync())!;
        var at = new ChangePoint(5, IndexScene.Time(5), IndexScene.Hash(1), IsAtHeight: true);
        Assert.Equal((ScopeStanding.Current, true, at), (found.Row.Standing, found.Row.IsComplete, found.Row.At));
        Assert.Equal(SampleScopes.Text(SampleScopes.State(Scope)), SampleScopes.Text(found.Row.Content));
        Assert.Equal(SampleScopes.Text(new SessionRow(at, SampleScopes.Session(Scope, 1))), SampleScopes.Text(Assert.Single(found.Sessions)));
        Assert.Equal(2, found.Records.Count);
        Assert.Equal(SampleScopes.Text(new RecordRow(at, SampleScopes.Record(Scope, "loan"))), SampleScopes.Text(await _scene.Index.FindRecordAsync(Scope, " LOAN", Token)));
        var history = Assert.Single(await _scene.HistoryAsync("loan"));
        Assert.Equal((RecordChange.Written, at, "loan"), (history.Change, history.At, history.Name));
        Assert.Equal(5, await _scene.Index.ReadHeightAsync(Scope, Token));
    }

    [Fact]
    public async Task Handle_SameBlocksAgain_ChangesNothing()
    {
        await _scene.AddAsync(5, "loan");
        _scene.Node.Become(6, Scope, SampleScopes.State(Scope), [], [SampleScopes.Record(Scope, "loan", "bmV3")]);
        await _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated)));
        var before = await _scene.TextAsync("loan");
        var version = (await _scene.FindAsync())!.Row.Version;

        await _scene.HandleAsync(
            IndexScene.Block(5, IndexScene.Written(Scope, EntityChange.Created, "loan")),
            IndexScene.Block(6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated)));

        Assert.Equal(before, await _scene.TextAsync("loan"));
        Assert.Equal(version, (await _scene.FindAsync())!.Row.Version);
    }

    [Fact]
    public async Task Handle_RecordWrittenAgain_GrowsItsHistoryAndLeavesTheOthers()
    {
        await _scene.AddAsync(5, "loan", "note");
        _scene.Node.Become(8, Scope, SampleScopes.State(Scope), [SampleScopes.Session(Scope, 1)], [SampleScopes.Record(Scope, "loan", "bmV3"), SampleScopes.Record(Scope, "note")]);
        var reads = _scene.Store.Reads;

        await _scene.HandleAsync(IndexScene.Block(8, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated, 2)));

        Assert.Equal(1, _scene.Store.Reads - reads);
        Assert.Equal([("b3V0cHV0", 5L), ("bmV3", 8L)], (await _scene.HistoryAsync("loan")).Select(row => (row.Content!.Outputs[0].Hash, row.At.Height)));
        Assert.Equal((8, IndexScene.Hash(2)), ((await _scene.FindAsync())!.Row.At.Height, (await _scene.Index.FindRecordAsync(Scope, "loan", Token))!.At.Transaction));
        Assert.Equal(5, (await _scene.Index.FindRecordAsync(Scope, "note", Token))!.At.Height);
        Assert.Single(await _scene.HistoryAsync("note"));
    }

    [Fact]
    public async Task Handle_ScopesOfOthers_CostNoWrite()
    {
        _scene.Node.Become(5, Scope, SampleScopes.State(Scope, "bob"), [SampleScopes.Session(Scope, 1, "bob")], [SampleScopes.Record(Scope, "loan")]);

        await _scene.HandleAsync(IndexScene.Block(5, IndexScene.Written(Scope, EntityChange.Created, "loan")));
        Assert.Equal(0, _scene.Store.Reads);
        await _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope, EntityChange.Updated)));
        Assert.Equal((1, 0), (_scene.Store.Reads, _scene.Store.Writes));
        Assert.Null(await _scene.FindAsync());
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("access")]
    [InlineData("value")]
    [InlineData("party")]
    public async Task Handle_AccountInAnyPlace_MakesTheScopeOurs(string place)
    {
        var alice = SampleScopes.Account("alice").ToString();
        var state = SampleScopes.State(Scope, place == "owner" ? "alice" : "bob") with
        {
            DataAccess = place == "access" ? [SampleScopes.Account("carol").ToString(), alice] : [],
            ValueOwner = place == "value" ? alice : null,
        };
        _scene.Node.Become(5, Scope, state, [SampleScopes.Session(Scope, 1, place == "party" ? "alice" : "bob")]);

        await _scene.HandleAsync(IndexScene.Block(5, IndexScene.Changed(Scope, EntityChange.Created)));

        Assert.Equal(ScopeStanding.Current, (await _scene.FindAsync())!.Row.Standing);
    }

    [Fact]
    public async Task Handle_ValueOwnerMovesAwayAndBack_LeavesAndIsFoundAgain()
    {
        SessionState[] sessions = [SampleScopes.Session(Scope, 1, "bob")];
        RecordState[] records = [SampleScopes.Record(Scope, "loan")];
        _scene.Node.Become(5, Scope, SampleScopes.State(Scope, "bob", "alice"), sessions, records);
        _scene.Node.Become(7, Scope, SampleScopes.State(Scope, "bob", "carol"), sessions, records);
        _scene.Node.Become(9, Scope, SampleScopes.State(Scope, "bob", "alice"), sessions, records);
        await _scene.HandleAsync(IndexScene.Block(5, IndexScene.Written(Scope, EntityChange.Created, "loan")));

        await _scene.HandleAsync(IndexScene.Block(7, Moved("alice", "carol")));
        var left = (await _scene.FindAsync())!;
        Assert.Equal((ScopeStanding.Left, 7, 0, 0), (left.Row.Standing, left.Row.At.Height, left.Sessions.Count, left.Records.Count));
        Assert.Equal(SampleScopes.Account("carol").ToString(), left.Row.Content!.ValueOwner);
        Assert.Single(await _scene.HistoryAsync("loan"));

        await _scene.HandleAsync(IndexScene.Block(8, IndexScene.Changed(Scope, EntityChange.Updated)), IndexScene.Block(9, Moved("carol", "alice")));
        var back = (await _scene.FindAsync())!;
        Assert.Equal((ScopeStanding.Current, 9), (back.Row.Standing, back.Row.At.Height));
        Assert.Null(Assert.Single(back.Records).At.Transaction);
        Assert.Equal([RecordChange.Written, RecordChange.Found], (await _scene.HistoryAsync("loan")).Select(row => row.Change));
    }

    [Fact]
    public async Task Handle_ScopeDeleted_IsMarkedAndItsRecordsEndInHistory()
    {
        await _scene.AddAsync(5, "loan", "note");
        _scene.Node.Become(6, Scope, null);

        await _scene.HandleAsync(IndexScene.Block(
            6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Deleted, 3), IndexScene.Changed(Scope.ToRecord("note"), EntityChange.Deleted, 3), IndexScene.Changed(Scope, EntityChange.Deleted, 3)));

        var found = (await _scene.FindAsync())!;
        Assert.Equal((ScopeStanding.Deleted, null, 0, 0), (found.Row.Standing, found.Row.Content, found.Sessions.Count, found.Records.Count));
        var end = (await _scene.HistoryAsync("note"))[^1];
        Assert.Equal((RecordChange.Deleted, "note", IndexScene.Hash(3), null), (end.Change, end.Name, end.At.Transaction, end.Content));
        Assert.Empty((await _scene.Index.ListScopesAsync(null, 10, Token)).Items);
    }

    [Fact]
    public async Task Handle_ScopeDeletedAndMadeAgainInOneBlock_IsTheNewOne()
    {
        await _scene.AddAsync(5, "loan", "note");
        _scene.Node.Become(6, Scope, SampleScopes.State(Scope), [SampleScopes.Session(Scope, 1)], [SampleScopes.Record(Scope, "loan", "bmV3")]);

        await _scene.HandleAsync(IndexScene.Block(
            6, [IndexScene.Changed(Scope.ToRecord("note"), EntityChange.Deleted, 3), IndexScene.Changed(Scope, EntityChange.Deleted, 3), .. IndexScene.Written(Scope, EntityChange.Created, "loan")]));

        Assert.Equal("bmV3", Assert.Single((await _scene.FindAsync())!.Records).Content.Outputs[0].Hash);
        Assert.Equal([RecordChange.Written, RecordChange.Deleted], (await _scene.HistoryAsync("note")).Select(row => row.Change));
    }

    [Fact]
    public async Task Handle_RecordDeletedWithItsSession_IsGoneAndItsHistorySaysSo()
    {
        await _scene.AddAsync(5, "loan");
        _scene.Node.Become(6, Scope, SampleScopes.State(Scope));

        await _scene.HandleAsync(IndexScene.Block(
            6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Deleted), IndexScene.Changed(SampleScopes.Session(Scope, 1).Address, EntityChange.Deleted)));

        var found = (await _scene.FindAsync())!;
        Assert.Equal((ScopeStanding.Current, 0, 0), (found.Row.Standing, found.Sessions.Count, found.Records.Count));
        Assert.Equal([RecordChange.Written, RecordChange.Deleted], (await _scene.HistoryAsync("loan")).Select(row => row.Change));
    }

    [Fact]
    public async Task Handle_TransactionsOfOneBlock_ScopeHasTheLastAndEachRecordItsOwn()
    {
        _scene.Node.Become(5, Scope, SampleScopes.State(Scope), [], [SampleScopes.Record(Scope, "loan"), SampleScopes.Record(Scope, "note")]);

        await _scene.HandleAsync(IndexScene.Block(
            5,
            IndexScene.Changed(Scope, EntityChange.Created, 1),
            IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Created, 2),
            IndexScene.Changed(Scope.ToRecord("note"), EntityChange.Created, 3),
            IndexScene.Changed(Scope.ToRecord("note"), EntityChange.Updated, 4)));

        Assert.Equal(IndexScene.Hash(4), (await _scene.FindAsync())!.Row.At.Transaction);
        Assert.Equal(IndexScene.Hash(2), (await _scene.HistoryAsync("loan"))[0].At.Transaction);
        Assert.Equal(IndexScene.Hash(4), Assert.Single(await _scene.HistoryAsync("note")).At.Transaction);
    }

    [Fact]
    public async Task Handle_SeveralHeightsAndScopesOfABatch_EachIsReadAtItsOwn()
    {
        var other = SampleScopes.Scope(2);
        _scene.Node.Become(5, other, SampleScopes.State(other));
        foreach (var height in new[] { 5, 6, 7 })
        {
            _scene.Node.Become(height, Scope, SampleScopes.State(Scope), [], [SampleScopes.Record(Scope, "loan", $"h{height}")]);
        }

        await _scene.HandleAsync(
            IndexScene.Block(5, [.. IndexScene.Written(Scope, EntityChange.Created, "loan"), IndexScene.Changed(other, EntityChange.Created)]),
            IndexScene.Block(6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated)),
            IndexScene.Block(7, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated)));

        Assert.Equal(["h5", "h6", "h7"], (await _scene.HistoryAsync("loan")).Select(row => row.Content!.Outputs[0].Hash));
        Assert.Equal(7, (await _scene.FindAsync())!.Row.At.Height);
        Assert.Equal(5, await _scene.Index.ReadHeightAsync(other, Token));
    }

    [Fact]
    public async Task Handle_NetAssetValueOrBlockEvent_MovesTheHeight()
    {
        await _scene.AddAsync(5);

        await _scene.HandleAsync(IndexScene.Block(6, new NetAssetValueSet(IndexScene.Origin(), Scope, new ChainCoin("usd", 5), "metadata", 1)));
        Assert.Equal(6, await _scene.Index.ReadHeightAsync(Scope, Token));
        await _scene.HandleAsync(IndexScene.Block(7, IndexScene.Changed(Scope, EntityChange.Updated, transaction: null)));
        Assert.Equal((7, null), ((await _scene.FindAsync())!.Row.At.Height, (await _scene.FindAsync())!.Row.At.Transaction));
    }

    [Fact]
    public async Task Handle_EventsThatAreNoScopes_AskNobody()
    {
        await _scene.HandleAsync(IndexScene.Block(
            5,
            IndexScene.Changed(MetadataAddress.ForContractSpecification(SampleScopes.ContractUuid), EntityChange.Created),
            new LocatorChanged(IndexScene.Origin(), EntityChange.Created, SampleScopes.Account("alice")),
            new MetadataCallCompleted(IndexScene.Origin(), "WriteScope", [])));

        Assert.Empty(_scene.Node.Asked);
        Assert.Equal((0, 0), (_scene.Store.Reads, _scene.Store.Writes));
    }

    [Fact]
    public async Task Handle_PrunedHeight_TakesTheNewestStateAndSaysSo()
    {
        await _scene.AddAsync(5, "loan", "note");
        // At 6 the loan was written; at 9 the loan is gone, the note too.
        _scene.Node.Become(9, Scope, SampleScopes.State(Scope));
        _scene.Node.EarliestHeight = 9;

        await _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated)));

        var found = (await _scene.FindAsync())!;
        Assert.Equal((6, false), (found.Row.At.Height, found.Row.At.IsAtHeight));
        // Nothing says yet that they are gone: that comes with its own block.
        Assert.Equal(2, found.Records.Count);
        var written = (await _scene.HistoryAsync("loan"))[^1];
        Assert.Equal((RecordChange.Written, "loan", null, false), (written.Change, written.Name, written.Content, written.At.IsAtHeight));

        await _scene.HandleAsync(IndexScene.Block(9, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Deleted), IndexScene.Changed(Scope.ToRecord("note"), EntityChange.Deleted)));
        Assert.Empty((await _scene.FindAsync())!.Records);
    }

    [Fact]
    public async Task Handle_ScopeTooLongToRead_KeepsWhatIsKnownAndSaysSo()
    {
        _scene.Node.Become(5, Scope, SampleScopes.State(Scope, "bob"), [SampleScopes.Session(Scope, 1)], [SampleScopes.Record(Scope, "loan")]);
        await _scene.HandleAsync(IndexScene.Block(5, IndexScene.Written(Scope, EntityChange.Created, "loan")));
        _scene.Node.Become(6, Scope, SampleScopes.State(Scope, "bob"), isComplete: false);

        await _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated), IndexScene.Changed(Scope.ToRecord("more"), EntityChange.Created)));

        var found = (await _scene.FindAsync())!;
        Assert.Equal((ScopeStanding.Current, false, 6), (found.Row.Standing, found.Row.IsComplete, found.Row.At.Height));
        Assert.Equal(5, Assert.Single(found.Records).At.Height);
        Assert.Null((await _scene.HistoryAsync("loan"))[^1].Content);
        Assert.Equal((RecordChange.Written, null), (await _scene.HistoryAsync("more")).Select(row => (row.Change, row.Name)).Single());
    }

    [Fact]
    public async Task Handle_OtherProcessWasFaster_ItsNewerStateStays()
    {
        await _scene.AddAsync(5, "loan");
        _scene.Node.Become(6, Scope, SampleScopes.State(Scope), [], [SampleScopes.Record(Scope, "loan", "bmV3")]);
        var faster = SampleScopes.Update(_scene.Affiliate, Scope, 8, (await _scene.FindAsync())!.Row.Version, SampleScopes.Record(Scope, "loan", "ZmFzdGVy"));
        _scene.Store.BeforeWrite = _ =>
        {
            _scene.Store.BeforeWrite = _ => { };
            Assert.True(_scene.Store.TryWriteAsync(faster, Token).IsCompletedSuccessfully);
        };

        await _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope.ToRecord("loan"), EntityChange.Updated)));

        Assert.Equal((8, "ZmFzdGVy"), ((await _scene.FindAsync())!.Row.At.Height, (await _scene.FindAsync())!.Records[0].Content.Outputs[0].Hash));
        Assert.Equal([5, 8], (await _scene.HistoryAsync("loan")).Select(row => row.At.Height));
    }

    [Fact]
    public async Task Handle_OthersKeepWriting_PassesSoThatTheBlocksComeAgain()
    {
        await _scene.AddAsync(5);
        var isNested = false;
        _scene.Store.BeforeWrite = update =>
        {
            if (!isNested)
            {
                isNested = true;
                // An older step under the newest version: the row changes, its height does not pass ours.
                Assert.True(_scene.Store.TryWriteAsync(new ScopeUpdate { Row = update.Row with { At = SampleScopes.At(5) } }, Token).IsCompletedSuccessfully);
                isNested = false;
            }
        };

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope, EntityChange.Updated))));

        Assert.Equal(ErrorCodes.IndexConflict, error.Code);
        _scene.Store.BeforeWrite = _ => { };
        await _scene.HandleAsync(IndexScene.Block(6, IndexScene.Changed(Scope, EntityChange.Updated)));
        Assert.Equal(6, await _scene.Index.ReadHeightAsync(Scope, Token));
    }

    private static ValueOwnerMoved Moved(string from, string to) => new(IndexScene.Origin(), Scope, SampleScopes.Account(from), SampleScopes.Account(to));
}
