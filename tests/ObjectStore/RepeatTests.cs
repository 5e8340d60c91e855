using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The same object put again, in memory.</summary>
public sealed class RepeatTests : RepeatScenarios
{
    /// <inheritdoc/>
    protected override StorageUnderTest Storage { get; } = InMemoryStorage.New();
}
