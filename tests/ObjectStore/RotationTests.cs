using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The scenarios of rotation, in memory.</summary>
public sealed class RotationTests : RotationScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
