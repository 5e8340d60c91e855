using P8e.Access;
using P8e.Access.Auditing;
using P8e.Access.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Access;

/// <summary>What every <see cref="IAccessAudit"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class AccessAuditConformance
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = DateOnly.FromDateTime(Midnight.UtcDateTime);

    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IAccessAudit Audit { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A line in the middle of the day.</summary>
    public static AccessAuditLine NewLine(AffiliateName? affiliate, int number) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Affiliate = affiliate,
        At = Midnight.AddHours(9).AddTicks(number),
        Caller = "key:0123456789abcdef",
        Roles = AccessRoles.Read,
        Route = "GetRecord",
        What = $"scope1-{number}",
        Outcome = AccessAuditLine.Allowed,
        Correlation = "4bf92f3577b34da6a3ce929d0e0e4736",
    };

    [Fact]
    public async Task List_AddedLine_GivesAllOfIt()
    {
        var line = NewLine(_affiliate, 1) with
        {
            Roles = AccessRoles.Submit | AccessRoles.Sign, What = new string('ä', AccessAuditLine.WhatCharsMax), Outcome = ErrorCodes.AccessNotPermitted, Correlation = string.Empty,
        };

        await Audit.AddAsync(line, Token);

        Assert.Equal([line], (await Audit.ListAsync(_affiliate, Day, null, 10, Token)).Items);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task List_InPages_IsInOrderOfTimeAndWhole(int most)
    {
        foreach (var number in (int[])[2, 5, 1, 4, 3])
        {
            await Audit.AddAsync(NewLine(_affiliate, number), Token);
        }

        List<AccessAuditLine> found = [];
        string? cursor = null;
        do
        {
            var page = await Audit.ListAsync(_affiliate, Day, cursor, most, Token);
            Assert.InRange(page.Items.Count, 1, most);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(((int[])[1, 2, 3, 4, 5]).Select(number => NewLine(_affiliate, number)), found);
    }

    [Fact]
    public async Task List_DaysThatMeet_GivesEachItsOwn()
    {
        var (first, last) = (NewLine(_affiliate, 1) with { At = Midnight }, NewLine(_affiliate, 2) with { At = Midnight.AddDays(1).AddTicks(-1) });
        var (before, after) = (NewLine(_affiliate, 3) with { At = Midnight.AddTicks(-1) }, NewLine(_affiliate, 4) with { At = Midnight.AddDays(1) });
        foreach (var line in (AccessAuditLine[])[last, after, before, first])
        {
            await Audit.AddAsync(line, Token);
        }

        Assert.Equal([first, last], (await Audit.ListAsync(_affiliate, Day, null, 10, Token)).Items);
        Assert.Equal([before], (await Audit.ListAsync(_affiliate, Day.AddDays(-1), null, 10, Token)).Items);
        Assert.Equal([after], (await Audit.ListAsync(_affiliate, Day.AddDays(1), null, 10, Token)).Items);
    }

    [Fact]
    public async Task List_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwn()
    {
        foreach (var affiliate in FreshAffiliates.NextWithCommonPrefix())
        {
            await Audit.AddAsync(NewLine(affiliate, 1), Token);

            Assert.Equal([NewLine(affiliate, 1)], (await Audit.ListAsync(affiliate, Day, null, 10, Token)).Items);
        }
    }

    [Fact]
    public async Task List_OfTheDeployment_IsNobodysElse()
    {
        // The deployment is one for all tests that share the account: a second that only this run has.
        var line = NewLine(null, 1) with { Id = Guid.CreateVersion7(), At = Midnight.AddYears(-26).AddDays(System.Security.Cryptography.RandomNumberGenerator.GetInt32(9000)) };
        var day = DateOnly.FromDateTime(line.At.UtcDateTime);

        await Audit.AddAsync(line, Token);

        Assert.Contains(line, (await Audit.ListAsync(null, day, null, IAccessAudit.PageItemsMaximum, Token)).Items);
        Assert.Empty((await Audit.ListAsync(_affiliate, day, null, 10, Token)).Items);
    }

    [Fact]
    public async Task Add_ThereAlready_StaysAsItIs()
    {
        await Audit.AddAsync(NewLine(_affiliate, 1), Token);

        await Audit.AddAsync(NewLine(_affiliate, 1) with { What = "another" }, Token);

        Assert.Equal([NewLine(_affiliate, 1)], (await Audit.ListAsync(_affiliate, Day, null, 10, Token)).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x' or PartitionKey ne 'x")]
    public async Task List_ForeignCursor_IsRefused(string cursor)
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(() => Audit.ListAsync(_affiliate, Day, cursor, 10, Token));

        Assert.Equal(ErrorCodes.RequestMalformed, error.Code);
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndAddsNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Audit.AddAsync(NewLine(_affiliate, 1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Audit.ListAsync(_affiliate, Day, null, 10, cancelled));
        Assert.Empty((await Audit.ListAsync(_affiliate, Day, null, 10, Token)).Items);
    }
}
