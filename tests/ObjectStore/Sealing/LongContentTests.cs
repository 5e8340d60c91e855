using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests.Sealing;

/// <summary>256 MiB through the store, with the payload in a file: memory does not grow with the content.</summary>
[Collection(Measured.Name)]
public sealed class LongContentTests
{
    private const long Length = 256L * 1024 * 1024;
    private const long ExtraBytesMax = 8 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutAndCopy_LongContent_AllocateNearlyNothing()
    {
        using var blobs = new FileBlobs();
        var clock = new ManualTimeProvider();
        var options = new ObjectStoreOptions();
        var random = new SeededRandomSource(1);
        var store = new LocalObjectStore(FreshAffiliates.Next(), blobs, new InMemoryObjectIndex(), options, random, clock);
        var client = new SealedObjects(store, options, random, clock);
        await RoundTripAsync(client, 3 * 1024 * 1024);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RoundTripAsync(client, Length);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        TestContext.Current.TestOutputHelper?.WriteLine($"{allocated} bytes allocated");
        Assert.InRange(allocated, 0, ExtraBytesMax);
    }

    private static async Task RoundTripAsync(SealedObjects client, long length)
    {
        using var content = new PatternStream(length);
        var put = await client.PutAsync(content, StoreRig.Request(), Token);
        using var opened = await client.OpenAsync(put.Hash, Party.Named("owner").Agreement, Token);
        using var destination = new PatternStream(length);
        await opened.CopyToAsync(destination, Token);
        Assert.Equal((length, length), (opened.Length, destination.Matched));
    }
}
