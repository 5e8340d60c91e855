using P8e.Protocol;
using P8e.Protocol.Errors;
using P8e.Workflows.PublishContract;

namespace P8e.Workflows.Tests.PublishContract;

public sealed class PublicationPlanTests
{
    [Theory]
    [InlineData(0, 10, new int[0])]
    [InlineData(10, 10, new[] { 10 })]
    [InlineData(21, 10, new[] { 10, 10, 1 })]
    [InlineData(5, 100_000, new[] { 2, 2, 1 })]
    [InlineData(2, 300_000, new[] { 1, 1 })]
    public void Divide_Messages_GoByNumberAndSize(int count, int bytes, int[] expected) =>
        Assert.Equal(expected, PublicationPlan.Divide(Messages(count, bytes)).Select(transaction => transaction.Count));

    [Fact]
    public void Divide_MoreThanAreSent_IsRefused()
    {
        Assert.Equal(PublicationPlan.TransactionsMaximum, PublicationPlan.Divide(Messages(1000, 1)).Count);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => PublicationPlan.Divide(Messages(1001, 1))).Code);
    }

    private static IEnumerable<ChainMessage> Messages(int count, int bytes) => Enumerable.Repeat(ChainMessage.FromBytes("/a.B", new byte[bytes]), count);
}
