using P8e.Cryptography.Payload;

namespace P8e.Cryptography.Tests.Payload;

/// <summary>The payload that a sealer makes, as a stream: long payloads without memory for them.</summary>
internal sealed class SealedStream(PayloadSealer sealer) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => sealer.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        sealer.Dispose();
        base.Dispose(disposing);
    }
}
