using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>An audit of which one call fails as planned.</summary>
public sealed class FaultingObjectAudit(IObjectAudit audit, FaultPlan plan) : IObjectAudit
{
    /// <inheritdoc/>
    public Task AddAsync(ObjectAuditLine line, CancellationToken cancellationToken) => plan.RunAsync("AddLineAsync", () => audit.AddAsync(line, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectAuditLine> ListAsync(AffiliateName affiliate, DateOnly day, CancellationToken cancellationToken) =>
        plan.ListAsync("ListLinesAsync", audit.ListAsync(affiliate, day, cancellationToken));
}
