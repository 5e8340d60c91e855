using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The table adapter keeps the port's promises.</summary>
public sealed class AzuriteObjectAuditTests(SharedAzurite azurite) : ObjectAuditConformance, IAsyncLifetime
{
    private TableObjectAudit? _audit;

    /// <inheritdoc/>
    protected override IObjectAudit Audit => _audit!;

    public async ValueTask InitializeAsync() => _audit = new TableObjectAudit(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
