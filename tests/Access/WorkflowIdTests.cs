using P8e.Protocol.Identifiers;

namespace P8e.Access.Tests;

/// <summary>Ids of workflows say whose they are, in one way only.</summary>
public sealed class WorkflowIdTests
{
    private static readonly string Hash = new('a', 40);
    private static readonly string Guid = new('b', 32);

    [Theory]
    [InlineData("lender")]
    [InlineData("a")]
    [InlineData("lender-1-of-2")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("a-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public void Make_ThenFindOwner_IsTheAffiliate(string name)
    {
        var affiliate = AffiliateName.Parse(name);

        Assert.Equal(affiliate, WorkflowId.FindOwner(WorkflowId.Make("ex", affiliate, Hash)));
        Assert.Equal(affiliate, WorkflowId.FindOwner(WorkflowId.Make("publish", affiliate, Guid)));
        Assert.Equal(affiliate, WorkflowId.FindOwner(WorkflowId.Make("publish", affiliate, Hash) + "-17"));
        Assert.True(WorkflowId.Make("transferri", affiliate, Hash).Length <= 96);
    }

    [Theory]
    [InlineData("ex-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", true)]
    [InlineData("publish-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-2", true)]
    [InlineData("", false)]
    [InlineData("ex-lender-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("ex-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:0", false)]
    public void IsFromBefore_OnlyOfTheFormsThatThereWere(string id, bool expected) => Assert.Equal(expected, WorkflowId.IsFromBefore(id));

    [Theory]
    [InlineData("")]
    [InlineData("ex-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("ex-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ex--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ex-le--nder-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ex-Lender-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ex-lender-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ex-lender-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1234")]
    [InlineData("ex-lender-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n")]
    public void FindOwner_OfAnotherText_IsNobody(string id) => Assert.Null(WorkflowId.FindOwner(id));
}
