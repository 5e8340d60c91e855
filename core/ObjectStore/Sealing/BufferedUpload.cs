using P8e.Cryptography.Dime;
using P8e.Cryptography.Hashes;

namespace P8e.ObjectStore.Sealing;

/// <summary>A content that was sealed in memory.</summary>
internal sealed class BufferedUpload(DimeHeader header, SealRequest request, ContentDigest digest, long contentLength, ReadOnlyMemory<byte> payload)
    : SealedUpload(header, request)
{
    private ReadOnlyMemory<byte> _rest = payload;

    /// <inheritdoc/>
    public override long ContentLength => contentLength;

    /// <inheritdoc/>
    public override long? DeclaredLength => contentLength;

    /// <inheritdoc/>
    protected override ContentDigest Digest => digest;

    /// <inheritdoc/>
    public override ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return ValueTask.FromResult(count);
    }
}
