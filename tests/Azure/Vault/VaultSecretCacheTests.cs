using P8e.Azure.Vault;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultSecretCacheTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Hold_OfMoreThanFit_ZeroesTheOldest()
    {
        using var cache = new VaultSecretCache(2, Keep, _clock);
        var keys = Enumerable.Range(1, 3).Select(number => PrivateKey.Import([(byte)number])).ToArray();
        foreach (var (index, key) in keys.Index())
        {
            cache.Hold(Id(index), key).Release();
        }

        Assert.Equal(2, cache.Count);
        Assert.Null(cache.TryUse(Id(0)));
        await AssertZeroedAsync(keys[0]);
        await AssertUsableAsync(keys[1]);
    }

    [Fact]
    public async Task Key_WhoseTimeIsUp_IsZeroedThoughNobodyAsks()
    {
        using var cache = new VaultSecretCache(2, Keep, _clock);
        var key = PrivateKey.Import([1]);
        cache.Hold(Id(0), key).Release();

        _clock.Advance(Keep - TimeSpan.FromSeconds(10));
        await AssertUsableAsync(key);
        _clock.Advance(TimeSpan.FromSeconds(11));

        await AssertZeroedAsync(key);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Key_InUse_IsZeroedWhenTheUseEnds()
    {
        using var cache = new VaultSecretCache(2, Keep, _clock);
        var key = PrivateKey.Import([1]);
        var held = cache.Hold(Id(0), key);

        cache.Drop(Id(0));
        await AssertUsableAsync(key);
        Assert.False(held.TryUse());
        held.Release();

        await AssertZeroedAsync(key);
    }

    [Fact]
    public async Task Dispose_WithKeys_ZeroesThemAndTakesNoMore()
    {
        var cache = new VaultSecretCache(2, Keep, _clock);
        var (first, late) = (PrivateKey.Import([1]), PrivateKey.Import([2]));
        cache.Hold(Id(0), first).Release();

        cache.Dispose();

        await AssertZeroedAsync(first);
        Assert.Throws<ObjectDisposedException>(() => cache.Hold(Id(1), late));
        await AssertZeroedAsync(late);
    }

    private static Uri Id(int number) => new($"https://vault/secrets/k/{number}");

    private static async Task AssertUsableAsync(PrivateKey key)
    {
        using var secret = await new LocalKeyAgreement(key).AgreeAsync(key.PublicKey, TestContext.Current.CancellationToken);
        Assert.NotNull(secret);
    }

    private static async Task AssertZeroedAsync(PrivateKey key) => await Assert.ThrowsAsync<ObjectDisposedException>(() => AssertUsableAsync(key));
}
