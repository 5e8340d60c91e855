using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.Ports;

/// <summary>
/// The list of an affiliate's executions, newest first; how each stands while it runs is its workflow's to say. Thread-safe; every method throws
/// <see cref="P8eTransientException"/> when the storage is out of reach.
/// </summary>
public interface IExecutionStore
{
    /// <summary>Most executions of a page.</summary>
    const int PageItemsMaximum = 200;

    /// <summary>Adds a running execution; one that is there stays as it is. One storage call.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="row">The execution.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task BeginAsync(AffiliateName affiliate, ExecutionRow row, CancellationToken cancellationToken);

    /// <summary>Writes how an execution ended, whether it is listed already or not. One storage call. Safe to repeat with the same row.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="row">The execution as it ended; id and submission time are those it began with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EndAsync(AffiliateName affiliate, ExecutionRow row, CancellationToken cancellationToken);

    /// <summary>A page of the list. One storage call.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="most">Most items, 1 to <see cref="PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the cursor is none of this list's.</exception>
    Task<ExecutionPage> ListAsync(AffiliateName affiliate, string? cursor, int most, CancellationToken cancellationToken);
}
