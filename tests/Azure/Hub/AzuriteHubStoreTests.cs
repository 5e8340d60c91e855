using P8e.Azure.Hub;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Durable.Ports;
using P8e.Ports.Durable;

namespace P8e.Azure.Tests.Hub;

/// <summary>The hub's store on tables keeps the port's promises.</summary>
public sealed class AzuriteHubStoreTests(SharedAzurite azurite) : HubStoreConformance, IAsyncLifetime
{
    private TableHubStore? _store;

    /// <inheritdoc/>
    protected override IHubStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = new TableHubStore(await EmulatedTables.ServiceAsync(azurite), "conformance", Guid.NewGuid);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
