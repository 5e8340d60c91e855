using System.Buffers;
using P8e.Cryptography.Payload;

namespace P8e.Benchmarks.Streams;

/// <summary>Takes the payload into one buffer of a chunk's size, again and again, and forgets it.</summary>
internal sealed class NullDestination : IPayloadDestination
{
    private const int BufferBytes = 2 * 1024 * 1024;

    public string Name => "to nowhere";

    public async ValueTask TakeAsync(PayloadSealer payload, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        while (await payload.ReadAsync(buffer, cancellationToken) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
