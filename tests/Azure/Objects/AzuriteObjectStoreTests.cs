using P8e.Azurite;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>Who puts what and who gets it, on tables and blobs.</summary>
public sealed class AzuriteObjectStoreTests(SharedAzurite azurite) : ObjectStoreScenarios, IAsyncLifetime
{
    private StorageUnderTest? _storage;

    /// <inheritdoc/>
    protected override StorageUnderTest Storage => _storage!;

    public async ValueTask InitializeAsync() => _storage = await AzuriteStorage.OpenAsync(azurite);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
