using P8e.Devchain.Blocks;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Tests.Blocks;

public sealed class MempoolTests
{
    private readonly DevChain chain = RecordedChain.Start();
    private readonly Mempool mempool;

    public MempoolTests()
    {
        mempool = new Mempool(chain);

        // Before the first block signatures are checked as those of genesis transactions (provenance-chain 5.3).
        mempool.MakeBlock(RecordedChain.Noon);
    }

    [Fact]
    public void Submit_SameBytesAgain_IsRefusedBeforeAndAfterTheBlock()
    {
        Assert.Equal(string.Empty, mempool.Submit(RecordedChain.Sends[0]).Log);
        Assert.Equal(19u, mempool.Submit(RecordedChain.Sends[0]).Code);

        mempool.MakeBlock(RecordedChain.Noon);

        Assert.Equal(19u, mempool.Submit(RecordedChain.Sends[0]).Code);
    }

    [Fact]
    public void Submit_Refused_MayBeSentAgain()
    {
        var later = RecordedChain.Sends[8];

        Assert.Equal(32u, mempool.Submit(later).Code);
        Assert.Equal(32u, mempool.Submit(later).Code);
        Assert.Equal(string.Empty, mempool.Submit(RecordedChain.Sends[0]).Log);
        Assert.True(mempool.Submit(later).Succeeded);
    }

    [Fact]
    public void Submit_MoreThanAMebibyte_IsTooLarge() => Assert.Equal(21u, mempool.Submit(new byte[Mempool.MaximumTxBytes + 1]).Code);

    [Fact]
    public void MakeBlock_OfWaitingTransactions_TakesThemInOrderOnce()
    {
        mempool.Submit(RecordedChain.Sends[0]);
        mempool.Submit(RecordedChain.Sends[1]);

        var first = mempool.MakeBlock(RecordedChain.Noon);
        var second = mempool.MakeBlock(RecordedChain.Noon);

        Assert.Equal(RecordedChain.Sends.Take(2), first.Transactions);
        Assert.All(first.Outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Log));
        Assert.Empty(second.Transactions);
    }

    [Fact]
    public void Simulate_ATransaction_LeavesNoTrace()
    {
        TxOutcome[] outcomes = [chain.Simulate(RecordedChain.Sends[0]), chain.Simulate(RecordedChain.Sends[0])];

        Assert.All(outcomes, outcome => Assert.Equal("1666666667nhash", outcome.RequiredFee.ToString()));
        Assert.Equal(string.Empty, mempool.Submit(RecordedChain.Sends[0]).Log);
    }
}
