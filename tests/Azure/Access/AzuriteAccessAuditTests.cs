using P8e.Access.Ports;
using P8e.Azure.Access;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Access;

namespace P8e.Azure.Tests.Access;

/// <summary>The audit on tables keeps the port's promises.</summary>
public sealed class AzuriteAccessAuditTests(SharedAzurite azurite) : AccessAuditConformance, IAsyncLifetime
{
    private TableAccessAudit? _adapter;

    /// <inheritdoc/>
    protected override IAccessAudit Audit => _adapter!;

    public async ValueTask InitializeAsync() => _adapter = new TableAccessAudit(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
