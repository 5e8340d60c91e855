using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The audit in memory. Lines cannot be changed from outside, so they are kept as they are.</summary>
public sealed class InMemoryObjectAudit : IObjectAudit
{
    private readonly MemorySteps _steps = new();
    private readonly Dictionary<(AffiliateName Affiliate, DateTimeOffset At, Guid Id), ObjectAuditLine> _lines = [];

    /// <inheritdoc/>
    public Task AddAsync(ObjectAuditLine line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        return _steps.Run(() => _lines.TryAdd((line.Affiliate, line.At, line.Id), line), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectAuditLine> ListAsync(AffiliateName affiliate, DateOnly day, CancellationToken cancellationToken) => _steps.List<ObjectAuditLine>(
        () => [.. _lines.Values.Where(line => line.Affiliate == affiliate && DateOnly.FromDateTime(line.At.UtcDateTime) == day).OrderBy(line => line.At).ThenBy(line => line.Id)],
        cancellationToken);
}
