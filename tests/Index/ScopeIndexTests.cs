using P8e.Index.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Index.Tests;

/// <summary>How callers ask.</summary>
public sealed class ScopeIndexTests
{
    private readonly IndexScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void ParseScope_AddressOrUuid_IsTheScope()
    {
        Assert.Equal(IndexScene.Scope, ScopeIndex.ParseScope(IndexScene.Scope.ToString()));
        Assert.Equal(IndexScene.Scope, ScopeIndex.ParseScope(IndexScene.Scope.PrimaryUuid.ToString("D").ToUpperInvariant()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a0000000000040008000000000000001")]
    [InlineData("{a0000000-0000-4000-8000-000000000001}")]
    [InlineData("session1qxsqqqqqqqqyqqyqqqqqqqqqqqqmqqqqqqqqqsqqsqqqqqqqqqqqzprjzew")]
    public void ParseScope_SomethingElse_IsRefused(string text) =>
        Assert.Equal(ErrorCodes.AddressInvalid, Assert.Throws<P8eInputException>(() => ScopeIndex.ParseScope(text)).Code);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    [InlineData("tp1xtfgv7djvverfm08v4qcua4ga8gl3xvpx426nx")]
    public async Task List_ForeignCursor_IsRefused(string cursor)
    {
        var scopes = await Assert.ThrowsAsync<P8eInputException>(() => _scene.Index.ListScopesAsync(cursor, 10, Token));
        var history = await Assert.ThrowsAsync<P8eInputException>(() => _scene.Index.ListHistoryAsync(IndexScene.Scope, "loan", cursor, 10, Token));

        Assert.Equal((ErrorCodes.IndexCursorInvalid, ErrorCodes.IndexCursorInvalid), (scopes.Code, history.Code));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task List_PageOutOfRange_IsRefused(int most) =>
        Assert.Equal(ErrorCodes.LimitExceeded, (await Assert.ThrowsAsync<P8eInputException>(() => _scene.Index.ListScopesAsync(null, most, Token))).Code);

    [Fact]
    public async Task List_CursorOfAPage_GoesOn()
    {
        await _scene.AddAsync(5, "loan");

        var page = await _scene.Index.ListScopesAsync(null, 1, Token);
        Assert.Empty((await _scene.Index.ListScopesAsync(page.Cursor, 1, Token)).Items);
        var history = await _scene.Index.ListHistoryAsync(IndexScene.Scope, "loan", null, 1, Token);
        Assert.Empty((await _scene.Index.ListHistoryAsync(IndexScene.Scope, "loan", history.Cursor, 1, Token)).Items);
    }

    [Fact]
    public async Task Find_NeverIndexed_IsNothing()
    {
        Assert.Null(await _scene.FindAsync());
        Assert.Equal(0, await _scene.Index.ReadHeightAsync(IndexScene.Scope, Token));
        Assert.Null(await _scene.Index.FindRecordAsync(IndexScene.Scope, "loan", Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _scene.Index.FindScopeAsync(IndexScene.Scope.ToRecord("loan"), Token));
        Assert.Equal(ErrorCodes.RecordNameInvalid, (await Assert.ThrowsAsync<P8eInputException>(() => _scene.Index.FindRecordAsync(IndexScene.Scope, " ", Token))).Code);
    }
}
