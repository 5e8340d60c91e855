using Azure;
using P8e.Azure.Chain;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Chain.Following;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Chain;

/// <summary>What the port does not say: lost answers, damaged rows, requests per operation.</summary>
public sealed class TableCursorStoreTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly LossyAzurite _network = new();
    private readonly string _name = $"t-{Guid.NewGuid():N}";
    private TableServiceClient _tables = null!;
    private TableCursorStore _cursors = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _cursors = new TableCursorStore(_tables, Guid.NewGuid);
        Assert.Null(await _cursors.FindAsync(_name, Token)); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TryMove_AnswerLost_IsKnownAsItsOwn()
    {
        _network.LoseNext();
        var first = await _cursors.TryMoveAsync(_name, Cursor(1), Token);
        _network.LoseNext();
        var second = await _cursors.TryMoveAsync(_name, Cursor(2) with { Version = first!.Version }, Token);

        Assert.Equal(2, _network.Lost);
        Assert.Equal(second, await _cursors.FindAsync(_name, Token));
        Assert.Equal(2, second!.Height);
    }

    [Fact]
    public async Task TryMove_AnswerLostAndOvertaken_IsNull()
    {
        _network.LoseNext(async () => Assert.NotNull(await _cursors.TryMoveAsync(_name, (await _cursors.FindAsync(_name, Token))! with { Height = 5 }, Token)));

        Assert.Null(await _cursors.TryMoveAsync(_name, Cursor(1), Token));
        Assert.Equal(5, (await _cursors.FindAsync(_name, Token))!.Height);
    }

    [Theory]
    [InlineData("Height", "text")]
    [InlineData("ChainId", 1)]
    public async Task Find_DamagedRow_IsANamedError(string name, object value)
    {
        await _cursors.TryMoveAsync(_name, Cursor(1), Token);
        await _tables.GetTableClient("Cursors").UpdateEntityAsync(new TableEntity(_name, "cursor") { { name, value } }, ETag.All, TableUpdateMode.Merge, Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => _cursors.FindAsync(_name, Token));

        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
    }

    [Fact]
    public async Task Operations_Counted_CostWhatTheReadmeSays()
    {
        var before = _network.Requests;
        await _cursors.FindAsync(_name, Token);
        var first = await _cursors.TryMoveAsync(_name, Cursor(1), Token);
        await _cursors.TryMoveAsync(_name, Cursor(2) with { Version = first!.Version }, Token);
        Assert.Equal(3, _network.Requests - before);

        Assert.Null(await _cursors.TryMoveAsync(_name, Cursor(3), Token));
        Assert.Equal(5, _network.Requests - before);
    }

    [Fact]
    public async Task Find_AccountDoesNotAnswer_Passes()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error(503, "ServerBusy"));

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => new TableCursorStore(ScriptedTables.Service(handler), Guid.NewGuid).FindAsync("a", Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a/b")]
    public async Task Find_OtherName_IsRefused(string name) => await Assert.ThrowsAnyAsync<ArgumentException>(() => _cursors.FindAsync(name, Token));

    private static FollowCursor Cursor(long height) => new("testing-one", height, $"{height:X64}", null);
}
