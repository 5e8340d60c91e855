using P8e.Index.Ports;
using P8e.Ports.Index;

namespace P8e.Index.Tests;

/// <summary>The in-memory index keeps the port's promises, so that tests over it mean something.</summary>
public sealed class InMemoryIndexStoreTests : IndexStoreConformance
{
    /// <inheritdoc/>
    protected override IIndexStore Store { get; } = new InMemoryIndexStore();
}
