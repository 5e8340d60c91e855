using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Auditing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers and damaged rows.</summary>
public sealed class TableObjectAuditTests(SharedAzurite azurite) : IAsyncLifetime
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(SampleRows.Created.UtcDateTime);

    private readonly LossyAzurite _network = new();
    private readonly ObjectAuditLine _line = new()
    {
        Id = Guid.NewGuid(),
        Affiliate = FreshAffiliates.Next(),
        At = SampleRows.Created,
        Actor = "operator 1",
        Act = ObjectAct.Shred,
        Key = SampleRows.Key(new SeededRandomSource(24)),
        Outcome = ObjectAuditLine.Done,
        Details = string.Empty,
    };

    private TableServiceClient _tables = null!;
    private TableObjectAudit _audit = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _audit = new TableObjectAudit(_tables);
        Assert.Equal(0, await _audit.ListAsync(_line.Affiliate, Day, Token).CountAsync(Token)); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Add_AnswerLost_IsThereOnce()
    {
        _network.LoseNext();
        await _audit.AddAsync(_line, Token);

        Assert.Equal(1, _network.Lost);
        Assert.Equal([_line], await _audit.ListAsync(_line.Affiliate, Day, Token).ToArrayAsync(Token));
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
        await _audit.AddAsync(_line, Token);
        var entities = _tables.GetTableClient(TableObjectAudit.Table);
        var entity = (await entities.GetEntityAsync(TableObjectAudit.Partition(_line.Affiliate, Day), TableObjectAudit.RowKey(_line), cancellationToken: Token)).Value;
        entity[name] = value;
        await entities.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(async () => await _audit.ListAsync(_line.Affiliate, Day, Token).CountAsync(Token));

        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
    }
}
