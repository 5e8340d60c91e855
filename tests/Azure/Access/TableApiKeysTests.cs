using P8e.Azure.Access;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Access;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Access;

/// <summary>What the port does not say: lost answers and damaged rows.</summary>
public sealed class TableApiKeysTests(SharedAzurite azurite) : LossyTableTests(azurite, 31)
{
    private TableApiKeys _keys = null!;

    protected override Task TouchAsync()
    {
        _keys = new TableApiKeys(Tables);
        return _keys.FindAsync("0123456789abcdef", Token);
    }

    [Fact]
    public async Task TryAdd_AnswerLost_IsAdded()
    {
        var key = ApiKeysConformance.NewKey();

        Network.LoseNext();

        Assert.True(await _keys.TryAddAsync(key, Token));
        Assert.Equal(1, Network.Lost);
        Assert.Equal(key, await _keys.FindAsync(key.Id, Token));
    }

    [Fact]
    public async Task Revoke_AnswerLost_IsRevokedOnce()
    {
        var key = ApiKeysConformance.NewKey();
        await _keys.TryAddAsync(key, Token);

        Network.LoseNext();
        var revoked = await _keys.RevokeAsync(key.Id, key.Created.AddDays(1), "local", Token);

        Assert.Equal(1, Network.Lost);
        Assert.Equal(key with { Revoked = key.Created.AddDays(1), RevokedBy = "local" }, revoked);
        Assert.Equal(revoked, await _keys.FindAsync(key.Id, Token));
    }

    [Theory]
    [InlineData("KeyHash", null)]
    [InlineData("KeyHash", "abc")]
    [InlineData("KeyName", null)]
    [InlineData("Grants", null)]
    [InlineData("Grants", "")]
    [InlineData("Grants", "read everything")]
    [InlineData("CreatedTicks", -1L)]
    [InlineData("CreatedBy", null)]
    [InlineData("ExpiresTicks", null)]
    [InlineData("RevokedTicks", null)]
    [InlineData("RevokedBy", null)]
    public void Read_DamagedRow_IsANamedError(string name, object? value)
    {
        // Not in the account: all keys share a partition, so other tests would meet the damage.
        var key = ApiKeysConformance.NewKey();
        var entity = ApiKeyEntity.Write(key with { Revoked = key.Created, RevokedBy = "local" });
        entity[name] = value;

        Assert.Equal(ErrorCodes.StorageRowDamaged, Assert.Throws<P8eStateException>(() => ApiKeyEntity.Read("Reading", entity)).Code);
    }
}
