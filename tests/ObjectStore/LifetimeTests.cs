using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The scenarios of lifetime, in memory.</summary>
public sealed class LifetimeTests : LifetimeScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
