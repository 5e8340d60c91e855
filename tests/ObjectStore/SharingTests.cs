using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The scenarios of sharing, in memory.</summary>
public sealed class SharingTests : SharingScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
