using P8e.Azurite;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>A call that fails before or after its effect, on tables and blobs.</summary>
public sealed class AzuriteFaultTests(SharedAzurite azurite) : FaultScenarios, IAsyncLifetime
{
    private StorageUnderTest? _storage;

    /// <inheritdoc/>
    protected override StorageUnderTest Storage => _storage!;

    public async ValueTask InitializeAsync() => _storage = await AzuriteStorage.OpenAsync(azurite);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
