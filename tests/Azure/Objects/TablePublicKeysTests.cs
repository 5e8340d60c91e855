using P8e.Azure.Objects;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers and damaged rows.</summary>
public sealed class TablePublicKeysTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly LossyAzurite _network = new();
    private readonly SeededRandomSource _random = new(23);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();
    private TableServiceClient _tables = null!;
    private TablePublicKeys _keys = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await _network.ConnectAsync(azurite);
        _keys = new TablePublicKeys(_tables);
        Assert.Null(await _keys.FindAsync(_affiliate, SampleRows.Reader(_random), Token)); // Makes the table, if this is the first test.
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryWrite_AnswerLost_IsNullAndFoundDone(bool isThere)
    {
        var row = NewRow();
        row = isThere ? await _keys.TryWriteAsync(row, Token) : row;

        _network.LoseNext();
        Assert.Null(await _keys.TryWriteAsync(row! with { Url = "https://new" }, Token));

        Assert.Equal("https://new", (await _keys.FindAsync(_affiliate, row!.Reader, Token))!.Url);
    }

    [Theory]
    [InlineData("RegistrationId", null)]
    [InlineData("KeyBytes", null)]
    [InlineData("Url", null)]
    [InlineData("Url", 1)]
    [InlineData("Metadata", "x")]
    [InlineData("AuthHeader", null)]
    [InlineData("AuthValueHash", null)]
    [InlineData("CreatedTicks", -1L)]
    public async Task Find_DamagedRow_IsANamedError(string name, object? value)
    {
        var row = NewRow();
        Assert.NotNull(await _keys.TryWriteAsync(row, Token));
        var entities = _tables.GetTableClient(PublicKeyEntity.Table);
        var entity = (await entities.GetEntityAsync(_affiliate.ToString(), row.Reader.ToString(), cancellationToken: Token)).Value;
        entity[name] = value;
        await entities.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, Token);

        Assert.Equal(ErrorCodes.StorageRowDamaged, (await Assert.ThrowsAsync<P8eStateException>(() => _keys.FindAsync(_affiliate, row.Reader, Token))).Code);
        Assert.Equal(ErrorCodes.StorageRowDamaged, (await Assert.ThrowsAsync<P8eStateException>(async () => await _keys.ListAsync(_affiliate, Token).CountAsync(Token))).Code);
    }

    private PublicKeyRow NewRow() => new()
    {
        Affiliate = _affiliate,
        Reader = SampleRows.Reader(_random),
        Id = new Guid(_random.Next(16)),
        KeyBytes = _random.Next(65),
        Url = "https://eos.example.com",
        Metadata = _random.Next(10),
        AuthHeader = "x-key",
        AuthValueHash = _random.Next(32),
        Created = SampleRows.Created,
    };
}
