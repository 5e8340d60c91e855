using P8e.Cryptography;
using P8e.Cryptography.Payload;

namespace P8e.Benchmarks.Streams;

/// <summary>Seals a content of a given length into a destination, and opens it again in two readings.</summary>
internal sealed class StreamWork : IDisposable
{
    private readonly SystemRandomSource random = new();
    private readonly DataKey key;
    private readonly byte[] block;
    private readonly long length;
    private readonly IPayloadDestination destination;
    private readonly byte[] payload;

    internal StreamWork(byte[] block, long length, IPayloadDestination destination)
    {
        this.block = block;
        this.length = length;
        this.destination = destination;
        key = DataKey.Generate(random);
        payload = new byte[length + PayloadFrame.OverheadBytes];
    }

    /// <summary>Fills the payload that is opened.</summary>
    internal async Task PrepareAsync()
    {
        using var sealer = new PayloadSealer(key, random, new PatternStream(block, length));
        for (var written = 0; written < payload.Length;)
        {
            written += await sealer.ReadAsync(payload.AsMemory(written, Math.Min(payload.Length - written, 2 * 1024 * 1024)), CancellationToken.None);
        }
    }

    internal async ValueTask SealAsync()
    {
        using var sealer = new PayloadSealer(key, random, new PatternStream(block, length));
        await destination.TakeAsync(sealer, CancellationToken.None);
        if (sealer.ContentLength != length || sealer.Digest is null)
        {
            throw new InvalidOperationException("The destination did not take the whole payload.");
        }
    }

    internal async ValueTask OpenAsync()
    {
        using var first = new MemoryStream(payload, writable: false);
        var proof = await LongPayload.ProveAsync(key, first, payload.Length, CancellationToken.None);
        using var second = new MemoryStream(payload, writable: false);
        await LongPayload.ReleaseAsync(key, second, payload.Length, proof, Stream.Null, CancellationToken.None);
    }

    public void Dispose() => key.Dispose();
}
