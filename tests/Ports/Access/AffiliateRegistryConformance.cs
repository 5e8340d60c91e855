using P8e.Access.Affiliates;
using P8e.Access.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Access;

/// <summary>What every <see cref="IAffiliateRegistry"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class AffiliateRegistryConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly AffiliateName _name = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IAffiliateRegistry Registry { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_ThenList_IsTheSame()
    {
        Assert.Equal(AffiliateAddition.Added, await Registry.AddAsync(Entry(_name), Token));

        Assert.Equal(Entry(_name), await FindAsync());
    }

    [Fact]
    public async Task Add_TakenName_ChangesNothing()
    {
        await Registry.AddAsync(Entry(_name), Token);

        Assert.Equal(AffiliateAddition.NameTaken, await Registry.AddAsync(Entry(_name) with { AddedBy = "somebody else", SigningPublicKey = "02ff", EncryptionPublicKey = "02fe" }, Token));
        Assert.Equal("key:1", (await FindAsync())!.AddedBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_KeyOfAnother_IsRefused(bool isSigningKey)
    {
        await Registry.AddAsync(Entry(_name), Token);
        var other = Entry(FreshAffiliates.Next());
        var key = isSigningKey ? Entry(_name).SigningPublicKey : Entry(_name).EncryptionPublicKey;

        Assert.Equal(AffiliateAddition.KeyTaken, await Registry.AddAsync(other with { SigningPublicKey = key }, Token));
        Assert.Equal(AffiliateAddition.KeyTaken, await Registry.AddAsync(other with { EncryptionPublicKey = key }, Token));
        Assert.DoesNotContain(await Registry.ListAsync(Token), entry => entry.Name == other.Name);
    }

    [Fact]
    public async Task Add_OneKeyForBoth_IsAdded()
    {
        var entry = Entry(_name);

        Assert.Equal(AffiliateAddition.Added, await Registry.AddAsync(entry with { EncryptionPublicKey = entry.SigningPublicKey }, Token));
    }

    [Fact]
    public async Task Add_ManyAtOnce_OneWins()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Registry.AddAsync(Entry(_name) with { AddedBy = $"key:{number}" }, Token)));

        Assert.Single(added, AffiliateAddition.Added);
    }

    [Fact]
    public async Task Mark_RemovedAndBack_KeepsTheName()
    {
        await Registry.AddAsync(Entry(_name), Token);

        Assert.True(await Registry.TryMarkAsync(_name, Noon, Token));
        Assert.Equal(Noon, (await FindAsync())!.Removed);
        Assert.Equal(AffiliateAddition.NameTaken, await Registry.AddAsync(Entry(_name) with { AddedBy = "key:2" }, Token));
        Assert.True(await Registry.TryMarkAsync(_name, null, Token));

        Assert.Equal(Entry(_name), await FindAsync());
    }

    [Fact]
    public async Task Mark_Unknown_IsFalse() => Assert.False(await Registry.TryMarkAsync(_name, Noon, Token));

    private static AffiliateEntry Entry(AffiliateName name) => new(name, "vault:signing/1", $"02-{name}", "vault:encryption/1", $"03-{name}", Noon, "key:1");

    private async Task<AffiliateEntry?> FindAsync() => (await Registry.ListAsync(Token)).SingleOrDefault(entry => entry.Name == _name);
}
