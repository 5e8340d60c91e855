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
        Assert.True(await Registry.TryAddAsync(Entry(_name), Token));

        Assert.Equal(Entry(_name), await FindAsync());
    }

    [Fact]
    public async Task Add_TakenName_ChangesNothing()
    {
        await Registry.TryAddAsync(Entry(_name), Token);

        Assert.False(await Registry.TryAddAsync(Entry(_name) with { AddedBy = "somebody else" }, Token));
        Assert.Equal("key:1", (await FindAsync())!.AddedBy);
    }

    [Fact]
    public async Task Add_ManyAtOnce_OneWins()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Registry.TryAddAsync(Entry(_name) with { AddedBy = $"key:{number}" }, Token)));

        Assert.Single(added, true);
    }

    [Fact]
    public async Task Remove_KeepsTheNameAndTheFirstTime()
    {
        await Registry.TryAddAsync(Entry(_name), Token);

        Assert.True(await Registry.TryRemoveAsync(_name, Noon, Token));
        Assert.True(await Registry.TryRemoveAsync(_name, Noon.AddHours(1), Token));

        Assert.Equal(Noon, (await FindAsync())!.Removed);
        Assert.False(await Registry.TryAddAsync(Entry(_name), Token));
    }

    [Fact]
    public async Task Remove_Unknown_IsFalse() => Assert.False(await Registry.TryRemoveAsync(_name, Noon, Token));

    private static AffiliateEntry Entry(AffiliateName name) => new(name, "vault:signing/1", "02aa", "vault:encryption/1", "03bb", Noon, "key:1");

    private async Task<AffiliateEntry?> FindAsync() => (await Registry.ListAsync(Token)).SingleOrDefault(entry => entry.Name == _name);
}
