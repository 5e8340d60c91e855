using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers and damaged rows.</summary>
public sealed class TableObjectAuditTests(SharedAzurite azurite) : LossyTableTests(azurite, 24)
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(SampleRows.Created.UtcDateTime);

    private TableObjectAudit _audit = null!;

    protected override Task TouchAsync()
    {
        _audit = new TableObjectAudit(Tables);
        return _audit.ListAsync(Affiliate, Day, Token).CountAsync(Token).AsTask();
    }

    [Fact]
    public async Task Add_AnswerLost_IsThereOnce()
    {
        var line = SampleRows.Line(Affiliate, Random);

        Network.LoseNext();
        await _audit.AddAsync(line, Token);

        Assert.Equal(1, Network.Lost);
        Assert.Equal([line], await _audit.ListAsync(Affiliate, Day, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData("LineId", null)]
    [InlineData("AtTicks", 5L)]
    [InlineData("Actor", null)]
    [InlineData("Act", 0)]
    [InlineData("ObjectKey", null)]
    [InlineData("ObjectId", "x")]
    [InlineData("Outcome", null)]
    [InlineData("Details", 1)]
    public async Task List_DamagedRow_IsANamedError(string name, object? value)
    {
        var line = SampleRows.Line(Affiliate, Random) with { ObjectId = Guid.Empty };
        await _audit.AddAsync(line, Token);
        await DamageAsync(TableObjectAudit.Table, TableObjectAudit.Partition(Affiliate, Day), TableObjectAudit.RowKey(line), name, value);

        await AssertDamagedAsync(async () => await _audit.ListAsync(Affiliate, Day, Token).CountAsync(Token));
    }
}
