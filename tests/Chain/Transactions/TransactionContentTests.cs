using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Protocol;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Transactions;

public sealed class TransactionContentTests
{
    [Fact]
    public void Constructor_NoMessage_IsRefused() =>
        Assert.Equal(ErrorCodes.ChainTransactionInvalid, Assert.Throws<P8eInputException>(() => new TransactionContent([])).Code);

    [Fact]
    public void Constructor_TooManyBytes_IsRefused()
    {
        var message = ChainMessage.FromBytes("/a.B", new byte[ChainMessage.MaximumBytes]);

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => new TransactionContent([message, message])).Code);
    }

    [Theory]
    [InlineData(TransactionContent.MemoBytesMaximum, true)]
    [InlineData(TransactionContent.MemoBytesMaximum + 1, false)]
    public void Constructor_MemoOfALength_IsTakenUpToTheMaximum(int length, bool taken)
    {
        var error = Record.Exception(() => Samples.Content(memo: new string('m', length)));

        Assert.Equal(taken, error is null);
        Assert.Equal(taken ? null : ErrorCodes.LimitExceeded, (error as P8eInputException)?.Code);
    }

    [Fact]
    public void WithTimeout_OtherHeight_KeepsTheRest()
    {
        var content = Samples.Content(memo: "m", timeoutHeight: 3);

        var later = content.WithTimeout(9);

        Assert.Equal(9UL, later.TimeoutHeight);
        Assert.Equal("m", later.Memo);
        Assert.Same(content.Messages, later.Messages);
        Assert.Equal(3UL, content.TimeoutHeight);
    }
}
