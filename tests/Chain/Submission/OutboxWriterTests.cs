using P8e.Chain.Fees;
using P8e.Chain.Submission;
using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Submission;

public sealed class OutboxWriterTests
{
    private readonly WriterScene _scene = new();

    [Fact]
    public async Task RunAsync_SeveralRows_AreSignedInOrderAndFoundInBlocks()
    {
        await _scene.AddAsync("a", "b", "c");

        AssertReport(await _scene.RunAsync(), height: 10, sent: 3, committed: 0, open: 3);
        _scene.Node.ProduceBlock();
        AssertReport(await _scene.RunAsync(), height: 11, sent: 0, committed: 3, open: 0);

        Assert.Equal(["a", "b", "c"], _scene.Node.Paid.Select(transaction => transaction.Content.Memo));
        var row = await _scene.RowAsync("b");
        Assert.Equal(OutboxState.Committed, row.State);
        Assert.Equal(new OutboxOutcome(11, 1, null, null), row.Outcome);
        Assert.Equal(3, _scene.Key.Signatures);
        Assert.Equal(1, _scene.Node.AccountQueries);
    }

    [Fact]
    public async Task RunAsync_NoRow_DoesNothing()
    {
        AssertReport(await _scene.RunAsync(), height: 10, sent: 0, committed: 0, open: 0);

        Assert.Equal(0, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_RowAddedMuchLater_DoesNotReadTheBlocksBetween()
    {
        await _scene.AddAsync("a");
        await _scene.RunAsync();
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();
        _scene.Node.ProduceBlocks(100);
        _scene.Node.EarliestHeight = 100;

        await CommitAsync("b");

        Assert.Equal(OutboxState.Committed, (await _scene.RowAsync("b")).State);
    }

    [Theory]
    [InlineData(nameof(BroadcastFault.LostBefore))]
    [InlineData(nameof(BroadcastFault.LostAfter))]
    public async Task RunAsync_AnswerLost_SendsTheStoredBytesAgain(string fault)
    {
        await _scene.AddAsync("a", "b");
        _scene.Node.Faults.Enqueue(Enum.Parse<BroadcastFault>(fault));

        await Assert.ThrowsAsync<P8eTransientException>(_scene.RunAsync);
        var stored = (await _scene.RowAsync("a")).Attempt;
        Assert.Equal(1, (await _scene.RunAsync()).Resent);
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();

        Assert.Equal(stored, (await _scene.RowAsync("a")).Attempt);
        Assert.Equal(OutboxState.Committed, (await _scene.RowAsync("a")).State);
        Assert.Equal(OutboxState.Committed, (await _scene.RowAsync("b")).State);
        Assert.Equal(2, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_CommittedWhileNobodyLooked_IsFoundBeforeAnythingIsSigned()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.LostAfter);
        await Assert.ThrowsAsync<P8eTransientException>(_scene.RunAsync);
        _scene.Node.ProduceBlocks(50);
        _scene.Restart();

        var report = await _scene.RunAsync();

        Assert.Equal(1, report.Committed);
        Assert.Equal(1, _scene.Node.Received);
        Assert.Equal(1, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_Restarted_SendsStoredBytesOnly()
    {
        await _scene.AddAsync("a");
        _scene.Outbox.Faults.Enqueue(false); // Stored, but the program died before it was told so.
        await Assert.ThrowsAsync<P8eTransientException>(_scene.RunAsync);
        var stored = (await _scene.RowAsync("a")).Attempt;
        Assert.Equal(0, _scene.Node.Received);
        _scene.Restart();

        Assert.Equal(1, (await _scene.RunAsync()).Resent);

        Assert.NotNull(stored);
        Assert.Equal(stored, (await _scene.RowAsync("a")).Attempt);
        Assert.Equal(1, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_MempoolLost_SendsAgainInOrder()
    {
        await _scene.AddAsync("a", "b");
        await _scene.RunAsync();
        _scene.Node.LoseMempool();
        await _scene.AddAsync("c");

        // The node expects the first one's sequence; the third is told so, then all stored ones are sent again.
        Assert.Equal(0, (await _scene.RunAsync()).Sent);
        var report = await _scene.RunAsync();
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();

        Assert.Equal(2, report.Resent);
        Assert.Equal(1, report.Sent);
        Assert.Equal(["a", "b", "c"], _scene.Node.Paid.Select(transaction => transaction.Content.Memo));
        Assert.Equal(3, _scene.Key.Signatures);
        Assert.Equal(1, _scene.Node.AccountQueries);
    }

    [Fact]
    public async Task RunAsync_EvictedWithoutNotice_IsSentAgainAfterSomeBlocks()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.Evicted);
        await _scene.RunAsync();
        _scene.Node.ProduceBlocks(2);
        Assert.Equal(0, (await _scene.RunAsync()).Resent);
        _scene.Node.ProduceBlock();

        Assert.Equal(1, (await _scene.RunAsync()).Resent);

        _scene.Node.ProduceBlock();
        Assert.Equal(1, (await _scene.RunAsync()).Committed);
        Assert.Equal(1, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_TimeoutHeightPassed_SignsAgainAndNotBefore()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.Full);
        await _scene.RunAsync();
        for (var block = 0; block < 5; block++)
        {
            _scene.Node.ProduceBlock();
            _scene.Node.Faults.Enqueue(BroadcastFault.Full);
            Assert.Equal(0, (await _scene.RunAsync()).Sent);
        }

        _scene.Node.ProduceBlock();
        _scene.Node.Faults.Clear();

        Assert.Equal(1, (await _scene.RunAsync()).Sent);
        _scene.Node.ProduceBlock();
        Assert.Equal(1, (await _scene.RunAsync()).Committed);
        Assert.Equal(2, (await _scene.RowAsync("a")).Attempt!.Number);
        Assert.Equal(1, _scene.PaidFor("a"));
    }

    [Fact]
    public async Task RunAsync_NeverTaken_GivesUpAfterTheLastAttempt()
    {
        await _scene.AddAsync("a");
        for (var run = 0; run < 60; run++)
        {
            _scene.Node.Faults.Enqueue(BroadcastFault.Full);
            await _scene.RunAsync();
            _scene.Node.ProduceBlock();
        }

        var row = await _scene.RowAsync("a");
        Assert.Equal(OutboxState.Failed, row.State);
        Assert.Equal(ErrorCodes.ChainTransactionExpired, row.Outcome!.ErrorCode);
        Assert.Equal(_scene.Options.AttemptsMaximum, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_FailedInBlock_IsFinal()
    {
        await _scene.AddAsync(FakeNode.FailingMemo, "b");
        await _scene.RunAsync();
        _scene.Node.ProduceBlock();

        var report = await _scene.RunAsync();

        Assert.Equal((1, 1, 0), (report.Committed, report.Failed, report.Open));
        var row = await _scene.RowAsync(FakeNode.FailingMemo);
        Assert.Equal(ErrorCodes.ChainRequestInvalid, row.Outcome!.ErrorCode);
        Assert.Equal(11, row.Outcome.Height);
        Assert.Equal(2, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_RefusedAtOnce_FailsAndItsSequenceIsUsedByTheNext()
    {
        await _scene.AddAsync("a", "b");
        _scene.Node.Faults.Enqueue(BroadcastFault.Refused);

        Assert.Equal(1, (await _scene.RunAsync()).Failed);
        Assert.Equal(1, (await _scene.RunAsync()).Sent);

        Assert.Equal(ErrorCodes.ChainInsufficientFunds, (await _scene.RowAsync("a")).Outcome!.ErrorCode);
        Assert.Equal(0UL, (await _scene.RowAsync("b")).Attempt!.Transaction.Sequence);
    }

    [Fact]
    public async Task RunAsync_RefusedWhenSentAgain_ProvesNothing()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.LostAfter);
        await Assert.ThrowsAsync<P8eTransientException>(_scene.RunAsync);
        _scene.Node.Faults.Enqueue(BroadcastFault.Refused);
        Assert.Equal(0, (await _scene.RunAsync()).Failed);
        _scene.Node.ProduceBlock();

        Assert.Equal(1, (await _scene.RunAsync()).Committed);
    }

    [Fact]
    public async Task RunAsync_KeyUsedElsewhere_GoesOnWithTheExpectedSequence()
    {
        await _scene.AddAsync("a");
        await _scene.RunAsync();
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();
        _scene.Node.UseSequenceElsewhere();
        await _scene.AddAsync("b", "c");
        await _scene.RunAsync();
        await _scene.RunAsync();
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();

        Assert.Equal(OutboxState.Committed, (await _scene.RowAsync("b")).State);
        Assert.Equal(OutboxState.Committed, (await _scene.RowAsync("c")).State);
        Assert.Equal(1, _scene.Node.AccountQueries);
    }

    [Fact]
    public async Task RunAsync_SequenceThatNobodyHolds_IsFilledByANewRow()
    {
        await _scene.AddAsync("a");
        _scene.Node.OccupyNextSequence();
        await _scene.RunAsync();
        await _scene.RunAsync();
        Assert.Equal(1UL, (await _scene.RowAsync("a")).Attempt!.Transaction.Sequence);
        _scene.Node.LoseMempool();
        _scene.Node.ProduceBlocks(3);
        await _scene.AddAsync("b");

        Assert.Equal(1, (await _scene.RunAsync()).Sent);
        Assert.Equal(1, (await _scene.RunAsync()).Resent);
        _scene.Node.ProduceBlock();

        Assert.Equal(2, (await _scene.RunAsync()).Committed);
        Assert.Equal(0UL, (await _scene.RowAsync("b")).Attempt!.Transaction.Sequence);
        Assert.Equal(2, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_MismatchWithoutNumbers_AsksOnce()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.MismatchWithoutNumbers);
        await _scene.RunAsync();
        await _scene.RunAsync();

        Assert.Equal(2, _scene.Node.AccountQueries);
    }

    [Fact]
    public async Task RunAsync_AnotherChain_SignsAndSendsNothing()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.LostBefore);
        await Assert.ThrowsAsync<P8eTransientException>(_scene.RunAsync);
        await _scene.AddAsync("b");
        _scene.Node.ChainId = "pio-mainnet-1";

        var error = await Assert.ThrowsAsync<P8eStateException>(_scene.RunAsync);

        Assert.Equal(ErrorCodes.ChainWrongChain, error.Code);
        Assert.Equal(1, _scene.Node.Received);
        Assert.Equal(1, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_RowOfAnotherChain_StopsBeforeAnythingIsSigned()
    {
        await _scene.AddAsync("a");
        var row = await _scene.RowAsync("a");
        Assert.True(await _scene.Stored.TryAddAsync(row with { Id = "z", ChainId = "pio-mainnet-1", Version = null }, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.ChainWrongChain, (await Assert.ThrowsAsync<P8eStateException>(_scene.RunAsync)).Code);
        Assert.Equal(0, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_BlocksPruned_SignsNothingAgain()
    {
        await _scene.AddAsync("a");
        _scene.Node.Faults.Enqueue(BroadcastFault.LostAfter);
        await Assert.ThrowsAsync<P8eTransientException>(_scene.RunAsync);
        _scene.Node.ProduceBlocks(50);
        _scene.Node.EarliestHeight = 40;

        Assert.Equal(ErrorCodes.ChainBlocksPruned, (await Assert.ThrowsAsync<P8eStateException>(_scene.RunAsync)).Code);
        Assert.Equal(1, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_AccountMissing_SaysSo()
    {
        _scene.Node.AccountExists = false;
        await _scene.AddAsync("a");

        Assert.Equal(ErrorCodes.ChainAccountUnknown, (await Assert.ThrowsAsync<P8eStateException>(_scene.RunAsync)).Code);
    }

    [Fact]
    public async Task RunAsync_FeeAboveTheMaximum_FailsTheRowUnsigned()
    {
        _scene.Node.Estimate = new FeeEstimate([ChainCoin.Parse("1000000000001nhash")], [], 1);
        await _scene.AddAsync("a");

        Assert.Equal(1, (await _scene.RunAsync()).Failed);
        Assert.Equal(ErrorCodes.ChainFeeUnsuitable, (await _scene.RowAsync("a")).Outcome!.ErrorCode);
        Assert.Equal(0, _scene.Key.Signatures);
    }

    [Fact]
    public async Task RunAsync_SecondWriter_TakesOverAndTheFirstStops()
    {
        await _scene.AddAsync("a");
        await _scene.RunAsync();
        var second = _scene.NewWriter();
        Assert.NotNull(await WriterScene.TryRunAsync(second));
        await _scene.AddAsync("b");

        var error = await Assert.ThrowsAsync<P8eStateException>(_scene.RunAsync);

        Assert.Equal(ErrorCodes.ChainWriterSuperseded, error.Code);
        Assert.Equal(0, _scene.SentFor("b"));
    }

    private static void AssertReport(WriterReport report, long height, int sent, int committed, int open) =>
        Assert.Equal((height, sent, 0, committed, 0, open), (report.Height, report.Sent, report.Resent, report.Committed, report.Failed, report.Open));

    private async Task CommitAsync(string id)
    {
        await _scene.AddAsync(id);
        await _scene.RunAsync();
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();
    }
}
