using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>Blobs of which one call fails as planned.</summary>
public sealed class FaultingObjectBlobs(IObjectBlobs blobs, FaultPlan plan) : IObjectBlobs
{
    /// <inheritdoc/>
    public IBlobUpload StartUpload(AffiliateName affiliate, string name) => new FaultingBlobUpload(blobs.StartUpload(affiliate, name), plan);

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(OpenReadAsync), () => blobs.OpenReadAsync(affiliate, name, cancellationToken));

    /// <inheritdoc/>
    public Task<long?> GetLengthAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(GetLengthAsync), () => blobs.GetLengthAsync(affiliate, name, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync(AffiliateName affiliate, string name, CancellationToken cancellationToken) =>
        plan.RunAsync(nameof(DeleteAsync), () => blobs.DeleteAsync(affiliate, name, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobEntry> ListAsync(AffiliateName affiliate, CancellationToken cancellationToken) =>
        plan.ListAsync("ListBlobsAsync", blobs.ListAsync(affiliate, cancellationToken));
}
