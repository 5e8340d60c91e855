using System.Security.Cryptography;
using P8e.Chain.Following;

namespace P8e.Ports.Chain;

/// <summary>What every <see cref="ICursorStore"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class CursorStoreConformance
{
    private readonly string _name = $"t-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>The adapter under test.</summary>
    protected abstract ICursorStore Cursors { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NothingThere_IsNull() => Assert.Null(await Cursors.FindAsync(_name, Token));

    [Fact]
    public async Task TryMove_FromRead_IsKept()
    {
        var first = await Cursors.TryMoveAsync(_name, Cursor(1), Token);
        Assert.NotNull(first);
        var second = await Cursors.TryMoveAsync(_name, Cursor(long.MaxValue) with { Version = first.Version }, Token);

        Assert.NotNull(second);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(second, await Cursors.FindAsync(_name, Token));
        Assert.Equal(long.MaxValue, second.Height);
        Assert.Null(await Cursors.FindAsync(_name + "x", Token));
    }

    [Fact]
    public async Task TryMove_FromAnOldRead_ChangesNothing()
    {
        var first = await Cursors.TryMoveAsync(_name, Cursor(1), Token);
        var second = await Cursors.TryMoveAsync(_name, Cursor(2) with { Version = first!.Version }, Token);

        Assert.Null(await Cursors.TryMoveAsync(_name, Cursor(3) with { Version = first.Version }, Token));
        Assert.Null(await Cursors.TryMoveAsync(_name, Cursor(3), Token));

        Assert.Equal(second, await Cursors.FindAsync(_name, Token));
    }

    [Fact]
    public async Task TryMove_ManyAtOnce_OneWins()
    {
        var first = await Cursors.TryMoveAsync(_name, Cursor(1), Token);

        var moves = await Task.WhenAll(Enumerable.Range(2, 8).Select(height => Cursors.TryMoveAsync(_name, Cursor(height) with { Version = first!.Version }, Token)));

        Assert.Equal(await Cursors.FindAsync(_name, Token), Assert.Single(moves, move => move is not null));
    }

    private static FollowCursor Cursor(long height) => new("testing-one", height, $"{height:X64}", null);
}
