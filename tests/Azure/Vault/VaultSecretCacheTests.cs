using P8e.Azure.Vault;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultSecretCacheTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private readonly MovableClock _clock = new();

    [Fact]
    public void Hold_OfMoreThanFit_ZeroesTheOldest()
    {
        using var cache = new VaultSecretCache(2, Keep, _clock);
        var keys = Enumerable.Range(1, 3).Select(number => PrivateKey.Import([(byte)number])).ToArray();
        foreach (var (index, key) in keys.Index())
        {
            cache.Hold(Id(index), key).Release();
        }

        Assert.Equal(2, cache.Count);
        Assert.Null(cache.TryUse(Id(0)));
        AssertZeroed(keys[0]);
        AssertUsable(keys[1]);
    }

    [Fact]
    public void Key_WhoseTimeIsUp_IsZeroedThoughNobodyAsks()
    {
        using var cache = new VaultSecretCache(2, Keep, _clock);
        var key = PrivateKey.Import([1]);
        cache.Hold(Id(0), key).Release();

        _clock.Advance(Keep - TimeSpan.FromSeconds(10));
        AssertUsable(key);
        _clock.Advance(TimeSpan.FromSeconds(11));

        AssertZeroed(key);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Key_InUse_IsZeroedWhenTheUseEnds()
    {
        using var cache = new VaultSecretCache(2, Keep, _clock);
        var key = PrivateKey.Import([1]);
        var held = cache.Hold(Id(0), key);

        cache.Drop(Id(0));
        AssertUsable(key);
        Assert.False(held.TryUse());
        held.Release();

        AssertZeroed(key);
    }

    [Fact]
    public void Dispose_WithKeys_ZeroesThemAndTakesNoMore()
    {
        var cache = new VaultSecretCache(2, Keep, _clock);
        var (first, late) = (PrivateKey.Import([1]), PrivateKey.Import([2]));
        cache.Hold(Id(0), first).Release();

        cache.Dispose();

        AssertZeroed(first);
        Assert.Throws<ObjectDisposedException>(() => cache.Hold(Id(1), late));
        AssertZeroed(late);
    }

    private static Uri Id(int number) => new($"https://vault/secrets/k/{number}");

    private static void AssertUsable(PrivateKey key)
    {
        using var secret = new LocalKeyAgreement(key).AgreeAsync(key.PublicKey, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Assert.NotNull(secret);
    }

    private static void AssertZeroed(PrivateKey key) => Assert.Throws<ObjectDisposedException>(() => AssertUsable(key));
}
