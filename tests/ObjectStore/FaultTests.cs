using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>Storage calls that fail, in memory.</summary>
public sealed class FaultTests : FaultScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
