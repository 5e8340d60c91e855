using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>What a sweep takes and leaves, in memory.</summary>
public sealed class SweepTests : SweepScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
