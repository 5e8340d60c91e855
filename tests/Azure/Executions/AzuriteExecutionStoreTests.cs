using P8e.Azure.Executions;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Executions;
using P8e.Workflows.Ports;

namespace P8e.Azure.Tests.Executions;

/// <summary>Executions on tables keep the port's promises.</summary>
public sealed class AzuriteExecutionStoreTests(SharedAzurite azurite) : ExecutionStoreConformance, IAsyncLifetime
{
    private TableExecutionStore? _executions;

    /// <inheritdoc/>
    protected override IExecutionStore Executions => _executions!;

    public async ValueTask InitializeAsync() => _executions = new TableExecutionStore(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
