using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>The adapter in memory keeps the port's promises, so that tests over it mean something.</summary>
public sealed class InMemoryObjectAuditTests : ObjectAuditConformance
{
    /// <inheritdoc/>
    protected override IObjectAudit Audit { get; } = new InMemoryObjectAudit();
}
