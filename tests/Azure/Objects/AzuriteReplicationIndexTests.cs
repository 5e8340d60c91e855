using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The table adapter keeps the port's promises.</summary>
public sealed class AzuriteReplicationIndexTests(SharedAzurite azurite) : ReplicationIndexConformance, IAsyncLifetime
{
    private TableReplicationIndex? _queue;

    /// <inheritdoc/>
    protected override IReplicationIndex Queue => _queue!;

    public async ValueTask InitializeAsync() => _queue = new TableReplicationIndex(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
