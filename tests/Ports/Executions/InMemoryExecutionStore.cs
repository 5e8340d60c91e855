using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Ports.Executions;

/// <summary>Executions in memory; every step is atomic.</summary>
public sealed class InMemoryExecutionStore : IExecutionStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Affiliate, long Left, string Id), ExecutionRow> _rows = [];

    /// <inheritdoc/>
    public Task BeginAsync(AffiliateName affiliate, ExecutionRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _rows.TryAdd(Key(affiliate, row), row);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EndAsync(AffiliateName affiliate, ExecutionRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _rows[Key(affiliate, row)] = row;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ExecutionPage> ListAsync(AffiliateName affiliate, string? cursor, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IExecutionStore.PageItemsMaximum);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var rows = _rows.Where(row => row.Key.Affiliate == affiliate.ToString()).Select(row => row.Value).ToList();
            var from = cursor is null ? 0 : rows.FindIndex(row => row.Id == cursor) + 1;
            if (cursor is not null && from == 0)
            {
                throw new P8eInputException(ErrorCodes.RequestMalformed, "Listing executions: the cursor is none of this list.");
            }

            var items = rows.Skip(from).Take(most).ToList();
            return Task.FromResult(new ExecutionPage(items, from + items.Count < rows.Count ? items[^1].Id : null));
        }
    }

    private static (string Affiliate, long Left, string Id) Key(AffiliateName affiliate, ExecutionRow row) =>
        (affiliate.ToString(), -row.Submitted.UtcTicks, row.Id);
}
