using P8e.Azurite;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The scenarios of sharing, on tables and blobs.</summary>
public sealed class AzuriteSharingTests(SharedAzurite azurite) : SharingScenarios, IAsyncLifetime
{
    private StorageUnderTest? _storage;

    /// <inheritdoc/>
    protected override StorageUnderTest Storage => _storage!;

    public async ValueTask InitializeAsync() => _storage = await AzuriteStorage.OpenAsync(azurite);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
