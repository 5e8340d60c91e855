using System.Globalization;
using P8e.Access.Auditing;
using P8e.Access.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Access;

/// <summary>The audit in memory. Lines cannot be changed from outside, so they are kept as they are.</summary>
public sealed class InMemoryAccessAudit : IAccessAudit
{
    private readonly MemorySteps _steps = new();
    private readonly SortedDictionary<string, AccessAuditLine> _lines = new(StringComparer.Ordinal);

    /// <summary>All lines in the order of time.</summary>
    public IReadOnlyList<AccessAuditLine> Lines => [.. _lines.Values];

    /// <inheritdoc/>
    public Task AddAsync(AccessAuditLine line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        return _steps.Run(() => _lines.TryAdd(Key(line), line), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AccessAuditPage> ListAsync(AffiliateName? affiliate, DateOnly day, string? cursor, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IAccessAudit.PageItemsMaximum);
        return _steps.Run(
            () =>
            {
                if (cursor is not null && !_lines.ContainsKey(cursor))
                {
                    throw new P8eInputException(ErrorCodes.RequestMalformed, "Reading the audit: the cursor is none of this list.");
                }

                var rest = _lines.Where(entry => entry.Value.Affiliate == affiliate && DateOnly.FromDateTime(entry.Value.At.UtcDateTime) == day && string.CompareOrdinal(entry.Key, cursor) > 0)
                    .Take(most + 1).ToArray();
                var items = rest.Take(most).Select(entry => entry.Value).ToArray();
                return new AccessAuditPage(items, rest.Length > most ? rest[most - 1].Key : null);
            },
            cancellationToken);
    }

    private static string Key(AccessAuditLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcTicks:D19}|{line.Id:N}|{line.Affiliate}");
}
