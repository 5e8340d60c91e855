using P8e.ObjectStore.Ports;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The in-memory blobs keep the port's promises, so that tests over them mean something.</summary>
public sealed class InMemoryObjectBlobsTests : ObjectBlobsConformance
{
    /// <inheritdoc/>
    protected override IObjectBlobs Blobs { get; } = new InMemoryObjectBlobs(new ManualTimeProvider());
}
