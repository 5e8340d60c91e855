using P8e.Azure.Index;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Index.Ports;
using P8e.Ports.Index;

namespace P8e.Azure.Tests.Index;

/// <summary>The index on tables keeps the port's promises.</summary>
public sealed class AzuriteIndexStoreTests(SharedAzurite azurite) : IndexStoreConformance, IAsyncLifetime
{
    private TableIndexStore? _store;

    /// <inheritdoc/>
    protected override IIndexStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = new TableIndexStore(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
