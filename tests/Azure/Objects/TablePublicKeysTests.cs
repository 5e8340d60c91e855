using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>What the port does not say: lost answers and damaged rows.</summary>
public sealed class TablePublicKeysTests(SharedAzurite azurite) : LossyTableTests(azurite, 23)
{
    private TablePublicKeys _keys = null!;

    protected override Task TouchAsync()
    {
        _keys = new TablePublicKeys(Tables);
        return _keys.FindAsync(Affiliate, SampleRows.Reader(Random), Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryWrite_AnswerLost_IsNullAndFoundDone(bool isThere)
    {
        var row = NewRow();
        row = isThere ? await _keys.TryWriteAsync(row, Token) : row;

        Network.LoseNext();
        Assert.Null(await _keys.TryWriteAsync(row! with { Url = "https://new" }, Token));

        Assert.Equal("https://new", (await _keys.FindAsync(Affiliate, row!.Reader, Token))!.Url);
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
        await DamageAsync(PublicKeyEntity.Table, Affiliate.ToString(), row.Reader.ToString(), name, value);

        await AssertDamagedAsync(() => _keys.FindAsync(Affiliate, row.Reader, Token));
        await AssertDamagedAsync(async () => await _keys.ListAsync(Affiliate, Token).CountAsync(Token));
    }

    private PublicKeyRow NewRow() => SampleRows.Registration(Affiliate, Random) with { AuthHeader = "x-key", AuthValueHash = Random.Next(32) };
}
