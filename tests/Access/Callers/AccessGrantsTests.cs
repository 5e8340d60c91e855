using FsCheck;
using FsCheck.Fluent;
using P8e.Access.Callers;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Tests.Callers;

/// <summary>What words grant, and who has what where.</summary>
public sealed class AccessGrantsTests
{
    private static readonly AffiliateName[] Affiliates = [AffiliateName.Parse("a"), AffiliateName.Parse("a-b"), AffiliateName.Parse("lender-1")];

    private static Arbitrary<AccessGrants> AnyGrants { get; } = (
        from everywhere in Gen.Choose(0, 31)
        from single in Gen.Choose(0, 31).ArrayOf(Affiliates.Length)
        select Grants([.. AccessRoleTexts.Of((AccessRoles)everywhere), .. Affiliates.Zip(single).SelectMany(at => AccessRoleTexts.Of((AccessRoles)at.Second).Select(role => $"{role}:{at.First}"))]))
        .ToArbitrary();

    [Fact]
    public void Read_WhatTheyWrite_IsTheSame() => Prop.ForAll(
        AnyGrants,
        grants => Grants(grants.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Equals(grants) && grants.Cover(grants)).QuickCheckThrowOnFailure();

    [Fact]
    public void Cover_AnyTwo_IsHavingEveryRoleEverywhere() => Prop.ForAll(AnyGrants, AnyGrants, (one, other) =>
        one.Cover(other) == (one.Everywhere.HasFlag(other.Everywhere) && Affiliates.All(affiliate => one.At(affiliate).HasFlag(other.At(affiliate))))).QuickCheckThrowOnFailure();

    [Fact]
    public void HaveWherever_AnyTwo_IsHavingTheRoleWhereTheOtherHasAny() => Prop.ForAll(AnyGrants, AnyGrants, (one, other) =>
    {
        var places = other.Everywhere == AccessRoles.None ? Affiliates.Where(affiliate => other.At(affiliate) != AccessRoles.None) : [.. Affiliates, AffiliateName.Parse("one-to-come")];
        return one.HaveWherever(AccessRoles.Operate, other) == places.All(affiliate => one.At(affiliate).HasFlag(AccessRoles.Operate));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("read", "read", true)]
    [InlineData("submit:lender-1", "submit:lender-1", true)]
    [InlineData("submit:lender-1 read:lender-1 submit:lender-1", "submit:lender-1 read:lender-1", true)]
    [InlineData("Read", "", false)]
    [InlineData("read, submit", "submit", false)]
    [InlineData("all", "", false)]
    [InlineData("read:", "", false)]
    [InlineData("read:*", "", false)]
    [InlineData("read:Lender", "", false)]
    [InlineData("read:a:b", "", false)]
    [InlineData(":a", "", false)]
    public void Read_Words_GrantsWhatIsKnown(string words, string granted, bool isWhole)
    {
        Assert.Equal(granted, AccessGrants.Read(words.Split(' '), string.Empty, out var whole).ToString());
        Assert.Equal(isWhole, whole);
    }

    [Fact]
    public void Constructor_TooManyAffiliates_IsRefused()
    {
        var names = Enumerable.Range(0, AccessGrants.AffiliatesMax + 1).Select(number => AffiliateName.Parse($"a{number}")).ToArray();

        Assert.Equal(AccessGrants.AffiliatesMax, new AccessGrants(names[1..], AccessRoles.Read).Affiliates.Count);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => new AccessGrants(names, AccessRoles.Read)).Code);
    }

    [Fact]
    public void May_OfACaller_NeedsOneOfTheRoles()
    {
        var caller = new Caller("key:1", "x", Grants("read", "submit:a"));

        Assert.True(caller.May(Affiliates[0], AccessRoles.Submit));
        Assert.True(caller.May(Affiliates[0], AccessRoles.Submit | AccessRoles.Sign));
        Assert.False(caller.May(Affiliates[0], AccessRoles.Operate | AccessRoles.Sign));
        Assert.False(caller.May(Affiliates[1], AccessRoles.Submit));
        Assert.True(caller.May(null, AccessRoles.Read));
        Assert.False(caller.May(null, AccessRoles.Submit));
        Assert.True(caller.Knows(Affiliates[1]));
        Assert.False(new Caller("key:1", "x", Grants("submit:a")).Knows(Affiliates[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => caller.May(Affiliates[0], AccessRoles.None));
    }

    private static AccessGrants Grants(params string[] words) => AccessGrants.Read(words, string.Empty, out _);
}
