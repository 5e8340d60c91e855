using P8e.Devchain.Errors;
using P8e.Devchain.Storage;

namespace P8e.Devchain.Tests.Storage;

public sealed class StateStoreTests
{
    private readonly StateStore state = new(StateVersion.Empty);

    [Fact]
    public void Restore_AfterChanges_BringsBackWhatWas()
    {
        state.Set([1], [10]);
        var checkpoint = state.Checkpoint();
        state.Set([1], [11]);
        state.Set([2], [20]);
        state.Delete([1]);

        state.Restore(checkpoint);

        Assert.Equal([10], state.Get([1]));
        Assert.Null(state.Get([2]));
    }

    [Fact]
    public void Checkpoint_LaterChangesOfTheStore_DoNotReachIt()
    {
        state.Set([1], [10]);
        var other = new StateStore(state.Checkpoint());

        state.Set([1], [11]);

        Assert.Equal([10], other.Get([1]));
    }

    [Fact]
    public void Range_OfAPrefix_IsInByteOrderAndEndsWithIt()
    {
        byte[][] keys = [[5, 0xff], [5], [5, 1, 2], [6], [4, 0xff], [5, 1]];
        foreach (var key in keys)
        {
            state.Set(key, []);
        }

        Assert.Equal([[5], [5, 1], [5, 1, 2], [5, 0xff]], state.Range([5]).Select(entry => entry.Key));
    }

    [Fact]
    public void Range_WhileEntriesAreDeleted_StillGivesThemAll()
    {
        state.Set([5, 1], []);
        state.Set([5, 2], []);
        var seen = 0;
        foreach (var entry in state.Range([5]))
        {
            state.Delete(entry.Key);
            seen++;
        }

        Assert.Equal(2, seen);
        Assert.Empty(state.Range([5]));
    }

    [Fact]
    public void Set_BeyondTheGasLimit_EndsAsTheNodeSaysIt()
    {
        state.Gas = new GasMeter(2100);

        var fault = Assert.Throws<ChainException>(() => state.Set([1, 2], [3, 4]));

        Assert.Equal((11u, "sdk"), (fault.Code, fault.Codespace));
        Assert.Equal("out of gas in location: WritePerByte; gasWanted: 2100, gasUsed: 2120: out of gas", fault.Message);
    }
}
