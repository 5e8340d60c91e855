using System.Diagnostics;
using P8e.Benchmarks.Streams;
using P8e.Cryptography;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore;
using P8e.ObjectStore.Sealing;
using P8e.StoreServer;

namespace P8e.Benchmarks.Store;

/// <summary>One content through the client half into a store and out again; opening proves its hash.</summary>
/// <param name="PutSeconds">From the first byte to the answer.</param>
/// <param name="OpenSeconds">Both readings.</param>
/// <param name="ExtraMebibytes">Most memory of this process over what it held before; null where the system cannot tell.</param>
internal sealed record RoundTrip(double PutSeconds, double OpenSeconds, double? ExtraMebibytes)
{
    private const int BlockBytes = 1 << 20;

    internal static async Task<RoundTrip> RunAsync(IObjectStore store, long length)
    {
        using var owner = PrivateKey.Generate(new SystemRandomSource());
        var objects = new SealedObjects(store, new ObjectStoreOptions(), new SystemRandomSource(), TimeProvider.System);
        var block = new byte[BlockBytes];
        new Random(1).NextBytes(block);
        var (put, open) = (0.0, 0.0);
        var extra = await PeakMemory.MeasureAsync(async () =>
        {
            var start = Stopwatch.GetTimestamp();
            using var content = new PatternStream(block, length);
            var stored = await objects.PutAsync(content, new SealRequest { Owner = owner.PublicKey, Signer = new LocalSigner(owner), ContentLength = length }, CancellationToken.None);
            put = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            using var opened = await objects.OpenAsync(stored.Hash, new LocalKeyAgreement(owner), CancellationToken.None);
            await opened.CopyToAsync(Stream.Null, CancellationToken.None);
            open = Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        return new RoundTrip(put, open, (double?)extra / BlockBytes);
    }
}
