using System.Runtime.CompilerServices;
using Azure;
using P8e.Azure.Tables;
using P8e.Protocol.Errors;

namespace P8e.Azure.Rows;

/// <summary>One table as the adapters use it: it is created when it turns out to be missing, and failures come out in the families of the adapter's port.</summary>
/// <param name="table">The table; opened by the first request, since the client's parts take a fifth of the program's start.</param>
/// <param name="surface">What an error becomes at the port; null when the port speaks the house's families.</param>
internal sealed class RowTable(Lazy<TableClient> table, Func<P8eException, Exception>? surface = null)
{
    /// <summary>A row is there, is not, or has another version.</summary>
    internal static readonly TableErrorCode[] Conflicts =
        [TableErrorCode.EntityAlreadyExists, TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound];

    /// <summary>Selects what names a row and tells its version.</summary>
    internal static readonly string[] KeysOnly = ["PartitionKey", "RowKey", "Timestamp"];

    internal RowTable(TableClient table)
        : this(new Lazy<TableClient>(table))
    {
    }

    internal string Name => table.Value.Name;

    /// <summary>Makes one request; a missing table is created and the request made once more.</summary>
    /// <param name="doing">What is being done, as the start of a message: "Putting an object".</param>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Tells the caller's own cancellation from a timeout.</param>
    internal async Task<T> RunAsync<T>(string doing, Func<TableClient, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await call(table.Value).ConfigureAwait(false);
            }
            catch (RequestFailedException error) when (error.ErrorCode == TableErrorCode.TableNotFound)
            {
                await table.Value.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
                return await call(table.Value).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (StorageErrors.Translate(doing, error, cancellationToken) is { } translated)
        {
            throw surface?.Invoke(translated) ?? translated;
        }
    }

    /// <summary>Reads a row; null when there is none.</summary>
    internal Task<TableEntity?> FindAsync(string doing, string partition, string row, CancellationToken cancellationToken, IEnumerable<string>? select = null) => RunAsync(
        doing,
        async table =>
        {
            var found = await table.GetEntityIfExistsAsync(partition, row, select, cancellationToken).ConfigureAwait(false);
            return found.HasValue ? found.Value : null;
        },
        cancellationToken);

    /// <summary>Makes one request of which some refusals are an answer.</summary>
    /// <returns>The answer; null when the service refused with one of the codes.</returns>
    internal Task<T?> TryAsync<T>(string doing, IReadOnlyList<TableErrorCode> refusals, Func<TableClient, Task<T>> call, CancellationToken cancellationToken)
        where T : class => RunAsync<T?>(
        doing,
        async table =>
        {
            try
            {
                return await call(table).ConfigureAwait(false);
            }
            catch (RequestFailedException error) when (refusals.Any(code => error.ErrorCode == code))
            {
                return null;
            }
        },
        cancellationToken);

    /// <summary>Does all of the actions or none.</summary>
    /// <returns>The new tag of each action's row; or that a row was there, was not, or had another version, and which one if the service said so.</returns>
    internal Task<TransactionOutcome> SubmitAsync(string doing, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken) => RunAsync(
        doing,
        async table =>
        {
            try
            {
                var answers = await table.SubmitTransactionAsync(actions, cancellationToken).ConfigureAwait(false);
                return new TransactionOutcome([.. answers.Value.Select(answer => answer.Headers.ETag.GetValueOrDefault())], null);
            }
            catch (RequestFailedException error) when (Conflicts.Any(code => error.ErrorCode == code))
            {
                return new TransactionOutcome(null, (error as TableTransactionFailedException)?.FailedTransactionActionIndex);
            }
        },
        cancellationToken);

    /// <summary>Lists rows in the order of their keys, one request per page.</summary>
    internal async IAsyncEnumerable<TableEntity> QueryAsync(
        string doing, FormattableString filter, int? pageSize, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await RunAsync(doing, table => ReadPageAsync(table, filter, pageSize, select, continuation, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var entity in page?.Values ?? [])
            {
                yield return entity;
            }

            continuation = page?.ContinuationToken;
        }
        while (continuation is not null);
    }

    private static async Task<Page<TableEntity>?> ReadPageAsync(
        TableClient table, FormattableString filter, int? pageSize, IEnumerable<string>? select, string? continuation, CancellationToken cancellationToken)
    {
        var pages = table.QueryAsync(TableClient.CreateQueryFilter(filter), pageSize, select, cancellationToken);
        await foreach (var page in pages.AsPages(continuation).ConfigureAwait(false))
        {
            return page;
        }

        return null;
    }
}
