using P8e.Devchain.Blocks;
using P8e.Devchain.Storage;

namespace P8e.Devchain.Tests.Blocks;

public sealed class AdmissionStateTests
{
    private static readonly byte[] Sequence = [1];
    private static readonly byte[] Other = [2];

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, false)]
    public void TryCarryOver_TheBlockLeftTheKeyAsForeseenOrNot_CarriesOverOrNot(byte committed, bool isCarried)
    {
        var (admission, foreseen) = TwoChecks();

        admission.Reset(Version((Sequence, committed), (Other, 9)));

        Assert.Equal(isCarried, admission.TryCarryOver(foreseen));
        Assert.Equal(isCarried ? 2 : committed, admission.Store.Get(Sequence)![0]);
        Assert.Equal(9, admission.Store.Get(Other)![0]);
    }

    [Fact]
    public void TryCarryOver_SomethingElseWasChecked_DoesNot()
    {
        var (admission, foreseen) = TwoChecks();

        admission.Spoil();
        admission.Reset(Version((Sequence, 1)));

        Assert.False(admission.TryCarryOver(foreseen));
    }

    [Fact]
    public void TryCarryOver_ARangeWasRead_DoesNot()
    {
        var (admission, foreseen) = TwoChecks();

        Assert.Single(admission.Store.Range(Sequence));
        admission.Reset(Version((Sequence, 1)));

        Assert.False(admission.TryCarryOver(foreseen));
    }

    [Fact]
    public void TryCarryOver_TheNextBlock_StillKnowsTheKeys()
    {
        var (admission, foreseen) = TwoChecks();
        admission.Reset(Version((Sequence, 1)));
        Assert.True(admission.TryCarryOver(foreseen));

        admission.Reset(Version((Sequence, 7)));

        Assert.False(admission.TryCarryOver(foreseen));
    }

    // The first goes into the block, the second waits.
    private static (AdmissionState Admission, StateVersion Foreseen) TwoChecks()
    {
        var admission = new AdmissionState(Version((Sequence, 0)));
        admission.Store.Set(Sequence, [1]);
        var foreseen = admission.Store.Checkpoint();
        admission.Store.Set(Sequence, [2]);
        return (admission, foreseen);
    }

    private static StateVersion Version(params (byte[] Key, byte Value)[] entries)
    {
        var store = new StateStore(StateVersion.Empty);
        foreach (var (key, value) in entries)
        {
            store.Set(key, [value]);
        }

        return store.Checkpoint();
    }
}
