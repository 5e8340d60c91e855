using P8e.Devchain.Blocks;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Tests.Blocks;

public sealed class DevChainTests
{
    [Fact]
    public void TryStayAdmitted_SomeOfThoseThatWaitWentIntoABlock_ComesToTheSameAsCheckingTheOthersAgain()
    {
        const int Included = 1;
        var (kept, waiting) = Admitted();
        var (checkedAgain, _) = Admitted();

        kept.DeliverBlock(
            [.. waiting.Take(Included).Select(pending => pending.Tx)],
            RecordedChain.Noon,
            () => Assert.True(kept.TryStayAdmitted(waiting[Included - 1].After, waiting.Skip(Included).Select(pending => pending.Tx))));
        checkedAgain.DeliverBlock([.. waiting.Take(Included).Select(pending => pending.Tx.Bytes)], RecordedChain.Noon);
        foreach (var pending in waiting.Skip(Included))
        {
            Assert.True(checkedAgain.Admit(new ReceivedTx(pending.Tx.Bytes), out _).Succeeded);
        }

        Assert.Equal(AdmissionState(checkedAgain), AdmissionState(kept));
    }

    [Fact]
    public void TryStayAdmitted_TheBlockMovedCoinsThatFeesArePaidOf_SaysNo()
    {
        var (chain, waiting) = Admitted();
        var stayed = true;

        chain.DeliverBlock([waiting[0].Tx, waiting[1].Tx], RecordedChain.Noon, () => stayed = chain.TryStayAdmitted(waiting[1].After, [waiting[2].Tx]));

        Assert.False(stayed);
    }

    [Fact]
    public void TryStayAdmitted_ATransactionFailedInItsBlock_SaysNo()
    {
        var (chain, waiting) = Admitted();
        var stayed = true;

        // Without the first the second has a sequence too high, and takes no fee.
        chain.DeliverBlock([waiting[1].Tx], RecordedChain.Noon, () => stayed = chain.TryStayAdmitted(waiting[1].After, [waiting[2].Tx]));

        Assert.False(stayed);
    }

    private static (DevChain Chain, IReadOnlyList<PendingTx> Waiting) Admitted()
    {
        var chain = RecordedChain.Start();
        chain.DeliverBlock(Array.Empty<ReceivedTx>(), RecordedChain.Noon);
        chain.DeliverBlock(Array.Empty<ReceivedTx>(), RecordedChain.Noon);
        var waiting = new List<PendingTx>();
        foreach (var bytes in RecordedChain.Sends)
        {
            var tx = new ReceivedTx(bytes);
            if (waiting.Count < 4 && chain.Admit(tx, out var after).Succeeded)
            {
                waiting.Add(new PendingTx(tx, 0, after));
            }
        }

        Assert.Equal(4, waiting.Count);
        return (chain, waiting);
    }

    // A check that fails changes nothing.
    private static IEnumerable<string> AdmissionState(DevChain chain)
    {
        Assert.False(chain.Admit(new ReceivedTx(Array.Empty<byte>()), out var state).Succeeded);
        return state.Entries.Select(entry => $"{Convert.ToHexString(entry.Key)} {Convert.ToHexString(entry.Value)}");
    }
}
