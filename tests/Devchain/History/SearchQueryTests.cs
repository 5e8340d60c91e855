using P8e.Devchain.Events;
using P8e.Devchain.History;

namespace P8e.Devchain.Tests.History;

public sealed class SearchQueryTests
{
    private static readonly ChainEvent Event = ChainEvent.Legacy("transfer", ("amount", "25nhash"), ("to", "\"a b\""));

    [Theory]
    [InlineData("transfer.amount='25nhash'", true)]
    [InlineData("transfer.amount='25'", false)]
    [InlineData("transfer.amount>24", true)]
    [InlineData("transfer.amount <= 24", false)]
    [InlineData("transfer.to CONTAINS 'a b'", true)]
    [InlineData("transfer.to EXISTS", true)]
    [InlineData("transfer.from EXISTS", false)]
    [InlineData("trans.fer.amount=25", false)]
    public void Accepts_OneCondition_ComparesAsWritten(string query, bool fits) =>
        Assert.Equal(fits, Assert.Single(SearchQuery.Parse(query)).Accepts(Event));

    [Fact]
    public void Parse_ConditionsJoinedByAnd_ReadsAll() => Assert.Equal(
        ["tx.height", "a.b", "c.d"], SearchQuery.Parse("tx.height>=2 AND a.b='x AND y' AND c.d EXISTS").Select(condition => condition.Tag));

    [Theory]
    [InlineData("", "offset 0: EOF")]
    [InlineData("not a query", "offset 4: got tag, wanted")]
    [InlineData("a.b='c", "unexpected EOF")]
    [InlineData("a.b=1 OR c.d=2", "wanted AND")]
    [InlineData("a.b=x", "wanted number")]
    public void Parse_NoQuery_SaysWhere(string query, string fault) =>
        Assert.Contains(fault, Assert.Throws<SearchException>(() => SearchQuery.Parse(query)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OverTheLimit_IsRefused() =>
        Assert.Equal("maximum query length exceeded", Assert.Throws<SearchException>(() => SearchQuery.Parse(new string('a', 513))).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Page_ThatThereIsNot_IsRefused(int page) =>
        Assert.Equal($"page should be within [1, 2] range, given {page}", Assert.Throws<SearchException>(() => TxSearch.Page<int>([1, 2, 3], page, 2)).Message);
}
