using P8e.Azure.Access;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Access;

namespace P8e.Azure.Tests.Access;

/// <summary>What the port does not say: lost answers and damaged rows.</summary>
public sealed class TableAccessAuditTests(SharedAzurite azurite) : LossyTableTests(azurite, 32)
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(AccessAuditConformance.NewLine(null, 1).At.UtcDateTime);

    private TableAccessAudit _audit = null!;

    protected override Task TouchAsync()
    {
        _audit = new TableAccessAudit(Tables);
        return _audit.ListAsync(Affiliate, Day, null, 1, Token);
    }

    [Fact]
    public async Task Add_AnswerLost_IsThereOnce()
    {
        var line = AccessAuditConformance.NewLine(Affiliate, 1);

        Network.LoseNext();
        await _audit.AddAsync(line, Token);

        Assert.Equal(1, Network.Lost);
        Assert.Equal([line], (await _audit.ListAsync(Affiliate, Day, null, 10, Token)).Items);
    }

    [Theory]
    [InlineData("Caller", null)]
    [InlineData("Roles", null)]
    [InlineData("Roles", "king")]
    [InlineData("Route", 1)]
    [InlineData("What", null)]
    [InlineData("Outcome", null)]
    [InlineData("Correlation", null)]
    public async Task List_DamagedRow_IsANamedError(string name, object? value)
    {
        var line = AccessAuditConformance.NewLine(Affiliate, 1);
        await _audit.AddAsync(line, Token);
        await DamageAsync(TableAccessAudit.Table, TableAccessAudit.Partition(Affiliate, Day), TableAccessAudit.RowKey(line), name, value);

        await AssertDamagedAsync(() => _audit.ListAsync(Affiliate, Day, null, 10, Token));
    }
}
