using P8e.Ports.Executions;
using P8e.Workflows.Ports;

namespace P8e.Workflows.Tests.ExecuteContract;

/// <summary>The list in memory, which other tests build on, keeps the port's promises.</summary>
public sealed class InMemoryExecutionStoreTests : ExecutionStoreConformance
{
    /// <inheritdoc/>
    protected override IExecutionStore Executions { get; } = new InMemoryExecutionStore();
}
