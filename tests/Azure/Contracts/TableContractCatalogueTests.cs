using Azure;
using P8e.Azure.Contracts;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Execution.Catalogue;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Contracts;

/// <summary>What the port does not say: lost answers, damaged rows, requests per operation.</summary>
public sealed class TableContractCatalogueTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly LossyAzurite _network = new();
    private readonly AffiliateName _affiliate = AffiliateName.Parse($"t-{Guid.NewGuid():N}");
    private TableServiceClient _tables = null!;
    private TableContractCatalogue _catalogue = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PublishedContract Contract { get; } = new()
    {
        ClassName = "a.B",
        Specification = ObjectHash.FromBytes(new byte[16]),
        ScopeSpecifications = [MetadataAddress.ForScopeSpecification(Guid.Empty)],
        ContractPackage = ObjectHash.FromBytes([1, .. new byte[31]]),
        RecordPackage = ObjectHash.FromBytes([2, .. new byte[31]]),
        Descriptors = ObjectHash.FromBytes([3, .. new byte[31]]),
        Published = DateTimeOffset.UnixEpoch,
    };

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _catalogue = new TableContractCatalogue(_tables);
        Assert.Null(await _catalogue.FindLatestAsync(_affiliate, "a.B", Token)); // Makes the table, if this is the first test.
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
        await _catalogue.AddAsync(_affiliate, Contract, Token);

        Assert.Equal(1, _network.Lost);
        Assert.Single(await _catalogue.ListAsync(_affiliate, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Operations_Counted_CostWhatTheReadmeSays()
    {
        var before = _network.Requests;
        await _catalogue.AddAsync(_affiliate, Contract, Token);
        await _catalogue.AddAsync(_affiliate, Contract, Token);
        await _catalogue.FindAsync(_affiliate, Contract.Specification, Token);
        await _catalogue.FindLatestAsync(_affiliate, Contract.ClassName, Token);
        await _catalogue.FindByPackageAsync(_affiliate, Contract.RecordPackage, Token);
        await _catalogue.ListAsync(_affiliate, Token).ToListAsync(Token);

        Assert.Equal(6, _network.Requests - before);
    }

    [Theory]
    [InlineData("ClassName", 1)]
    [InlineData("Specification", "text")]
    [InlineData("PublishedTicks", -1L)]
    [InlineData("ScopeSpecificationsLength", 16)]
    public async Task Find_DamagedRow_IsANamedError(string name, object value)
    {
        await _catalogue.AddAsync(_affiliate, Contract, Token);
        var row = new TableEntity(_affiliate.ToString(), $"s|{new string('0', 32)}") { { name, value } };
        await _tables.GetTableClient("Contracts").UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => _catalogue.FindAsync(_affiliate, Contract.Specification, Token));

        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
    }

    [Fact]
    public async Task Find_AccountDoesNotAnswer_Passes()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error(503, "ServerBusy"));

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => new TableContractCatalogue(ScriptedTables.Service(handler)).FindLatestAsync(_affiliate, "a", Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, error.Code);
    }
}
