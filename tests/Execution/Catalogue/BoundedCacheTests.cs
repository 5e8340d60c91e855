using P8e.Execution.Catalogue;
using P8e.Execution.Tests.Support;

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
            Assert.Equal($"{key}", await cache.GetAsync(key, _ => LoadAsync(key), Scene.Cancel));
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

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(1, _ => Task.FromException<string>(new InvalidOperationException("away")), Scene.Cancel));

        Assert.Equal("there", await cache.GetAsync(1, _ => Task.FromResult("there"), Scene.Cancel));
    }
}
