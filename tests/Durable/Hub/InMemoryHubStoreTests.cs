using P8e.Durable.Ports;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Hub;

/// <summary>The in-memory store keeps the port's promises, so that tests over it mean something.</summary>
public sealed class InMemoryHubStoreTests : HubStoreConformance
{
    /// <inheritdoc/>
    protected override IHubStore Store { get; } = new InMemoryHubStore();
}
