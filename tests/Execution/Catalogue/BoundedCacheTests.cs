using P8e.Execution.Catalogue;

namespace P8e.Execution.Tests.Catalogue;

public sealed class BoundedCacheTests
{
    [Fact]
    public async Task Get_MoreThanAreKept_LoadsAgainWhatCameFirst()
    {
        var cache = new BoundedCache<int, string>(2);
        List<int> loads = [];
        foreach (var key in new[] { 1, 2, 1, 3, 2, 1 })
        {
            Assert.Equal($"{key}", await cache.GetAsync(key, () => LoadAsync(key)));
        }

        Assert.Equal([1, 2, 3, 1], loads);

        Task<string> LoadAsync(int key)
        {
            loads.Add(key);
            return Task.FromResult($"{key}");
        }
    }

    [Fact]
    public async Task Get_LoadThatFails_IsNotKept()
    {
        var cache = new BoundedCache<int, string>(2);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(1, () => Task.FromException<string>(new InvalidOperationException("away"))));

        Assert.Equal("there", await cache.GetAsync(1, () => Task.FromResult("there")));
    }
}
