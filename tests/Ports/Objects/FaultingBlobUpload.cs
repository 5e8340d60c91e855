using P8e.ObjectStore.Ports;

namespace P8e.Ports.Objects;

/// <summary>An upload of which one call fails as planned.</summary>
internal sealed class FaultingBlobUpload(IBlobUpload upload, FaultPlan plan) : IBlobUpload
{
    /// <inheritdoc/>
    public Task AppendAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(AppendAsync), () => upload.AppendAsync(block, cancellationToken));

    /// <inheritdoc/>
    public Task CommitAsync(BlobOrigin origin, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(CommitAsync), () => upload.CommitAsync(origin, cancellationToken));
}
