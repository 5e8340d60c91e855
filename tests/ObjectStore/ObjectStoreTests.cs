using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>Who puts what and who gets it, in memory.</summary>
public sealed class ObjectStoreTests : ObjectStoreScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
