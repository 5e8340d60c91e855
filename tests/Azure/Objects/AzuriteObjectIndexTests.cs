using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The table adapter keeps the port's promises.</summary>
public sealed class AzuriteObjectIndexTests(SharedAzurite azurite) : ObjectIndexConformance, IAsyncLifetime
{
    private TableObjectIndex? _index;

    /// <inheritdoc/>
    protected override IObjectIndex Index => _index!;

    public async ValueTask InitializeAsync() => _index = new TableObjectIndex((await AzuriteStorage.ClientsAsync(azurite)).Tables);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
