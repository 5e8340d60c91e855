using P8e.Access.Auditing;
using P8e.Access.Callers;
using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Tests.Auditing;

/// <summary>Who is let through, and what is written down of it.</summary>
public sealed class AccessAuditTests
{
    private static readonly AffiliateName Lender = AffiliateName.Parse("lender-1");
    private static readonly Caller Reader = new("key:0123456789abcdef", "x", AccessGrants.Read(["read:lender-1"], string.Empty, out _));

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryAccessAudit _lines = new();
    private readonly AccessAudit _audit;

    public AccessAuditTests() => _audit = new AccessAudit(_lines, _clock, () => new Guid(_lines.Lines.Count, 0, 0, new byte[8]));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lender-1", AccessRoles.Read, true)]
    [InlineData("lender-1", AccessRoles.Submit | AccessRoles.Read, true)]
    [InlineData("lender-1", AccessRoles.Submit, false)]
    [InlineData("lender-2", AccessRoles.Read, false)]
    [InlineData(null, AccessRoles.Read, false)]
    public async Task Admit_ByRoleAndAffiliate_LetsPassOrRefusesAndWritesItDown(string? affiliate, AccessRoles role, bool isAdmitted)
    {
        var where = affiliate is null ? null : AffiliateName.Parse(affiliate);

        var error = await Record.ExceptionAsync(() => _audit.AdmitAsync(Reader, new AccessAct(where, role, "GetRecord", "scope1x asset", "trace-1"), Token));

        Assert.Equal(isAdmitted, error is null);
        Assert.Equal(isAdmitted ? null : ErrorCodes.AccessNotPermitted, (error as P8eStateException)?.Code);
        Assert.Equal(
            new AccessAuditLine
            {
                Id = Guid.Empty,
                Affiliate = where,
                At = _clock.GetUtcNow(),
                Caller = Reader.Id,
                Roles = isAdmitted ? AccessRoles.Read : role,
                Route = "GetRecord",
                What = "scope1x asset",
                Outcome = isAdmitted ? AccessAuditLine.Allowed : ErrorCodes.AccessNotPermitted,
                Correlation = "trace-1",
            },
            Assert.Single(_lines.Lines));
    }

    [Fact]
    public async Task Admit_LongAndUnprintableTexts_AreCutAndPrintable()
    {
        await _audit.AdmitAsync(Reader, new AccessAct(Lender, AccessRoles.Read, new string('r', 1000), $"a\r\nb\ud83d{new string('w', 1000)}", new string('c', 1000)), Token);

        var line = Assert.Single(_lines.Lines);
        Assert.Equal(($"a··b·{new string('w', AccessAuditLine.WhatCharsMax - 6)}…", AccessAuditLine.NameCharsMax, AccessAuditLine.CorrelationCharsMax), (line.What, line.Route.Length, line.Correlation.Length));
    }

    [Fact]
    public async Task Admit_CallerAlreadyGone_WritesAndAdmitsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _audit.AdmitAsync(Reader, new AccessAct(Lender, AccessRoles.Read, "r", "", ""), new CancellationToken(canceled: true)));

        Assert.Empty(_lines.Lines);
    }

    [Theory]
    [InlineData("lender-1")]
    [InlineData(null)]
    public async Task Admit_ARouteThatNamesNoRole_IsTheProgrammersMistake(string? affiliate)
    {
        var act = new AccessAct(affiliate is null ? null : AffiliateName.Parse(affiliate), AccessRoles.None, "r", "", "");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _audit.AdmitAsync(Caller.Local, act, Token));
        Assert.Empty(_lines.Lines);
    }

    [Fact]
    public async Task List_OfADay_GivesItsLines()
    {
        await _audit.WriteAsync(Reader, new AccessAct(Lender, AccessRoles.Read, "r", "", ""), ErrorCodes.ScopeNotFound, Token);

        var page = await _audit.ListAsync(Lender, DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime), null, 10, Token);

        Assert.Equal(ErrorCodes.ScopeNotFound, Assert.Single(page.Items).Outcome);
        Assert.Null(page.Cursor);
    }
}
