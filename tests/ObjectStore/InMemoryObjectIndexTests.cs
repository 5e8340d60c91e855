using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The in-memory index keeps the port's promises, so that tests over it mean something.</summary>
public sealed class InMemoryObjectIndexTests : ObjectIndexConformance
{
    /// <inheritdoc/>
    protected override IObjectIndex Index { get; } = new InMemoryObjectIndex();
}
