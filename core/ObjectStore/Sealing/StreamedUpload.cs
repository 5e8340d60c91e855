using P8e.Cryptography.Dime;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Payload;

namespace P8e.ObjectStore.Sealing;

/// <summary>A content that is sealed while it is read.</summary>
internal sealed class StreamedUpload(DimeHeader header, SealRequest request, PayloadSealer sealer, long? declaredLength) : SealedUpload(header, request)
{
    /// <inheritdoc/>
    public override long ContentLength => sealer.ContentLength;

    /// <inheritdoc/>
    public override long? DeclaredLength => declaredLength;

    /// <inheritdoc/>
    protected override ContentDigest Digest =>
        sealer.Digest ?? throw new InvalidOperationException("The upload was completed before its payload was read to the end.");

    /// <inheritdoc/>
    public override ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => sealer.ReadAsync(buffer, cancellationToken);
}
