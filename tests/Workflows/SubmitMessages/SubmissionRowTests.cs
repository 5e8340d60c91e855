using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.Tests.SubmitMessages;

public sealed class SubmissionRowTests
{
    [Theory]
    [InlineData("a", 0)]
    [InlineData("a:1:b", 49)]
    [InlineData("0123456789", int.MaxValue)]
    public void TryParse_OfItsId_GivesItBack(string instance, int number)
    {
        var row = new SubmissionRow(instance, number);

        Assert.True(SubmissionRow.TryParse(row.Id, out var parsed));
        Assert.Equal(row, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(":1")]
    [InlineData("a:")]
    [InlineData("a:-1")]
    [InlineData("a: 1")]
    [InlineData("a:4294967296")]
    public void TryParse_RowOfSomebodyElse_IsFalse(string id) => Assert.False(SubmissionRow.TryParse(id, out _));
}
