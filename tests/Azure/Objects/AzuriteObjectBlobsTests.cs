using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The blob adapter keeps the port's promises.</summary>
public sealed class AzuriteObjectBlobsTests(SharedAzurite azurite) : ObjectBlobsConformance, IAsyncLifetime
{
    private BlobObjectBlobs? _blobs;

    /// <inheritdoc/>
    protected override IObjectBlobs Blobs => _blobs!;

    public async ValueTask InitializeAsync() => _blobs = new BlobObjectBlobs((await AzuriteStorage.ClientsAsync(azurite)).Blobs);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
