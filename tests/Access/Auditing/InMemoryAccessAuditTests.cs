using P8e.Access.Ports;
using P8e.Ports.Access;

namespace P8e.Access.Tests.Auditing;

/// <summary>The audit in memory, which other tests build on, keeps the port's promises.</summary>
public sealed class InMemoryAccessAuditTests : AccessAuditConformance
{
    /// <inheritdoc/>
    protected override IAccessAudit Audit { get; } = new InMemoryAccessAudit();
}
