using System.Globalization;
using Azure;
using Azure.Core;

namespace P8e.Azure.Tables;

/// <summary>
/// One table. Every method is one request (a listing: one per page); failures are <see cref="RequestFailedException"/> with a
/// <see cref="TableErrorCode"/>. A row that breaks a limit is refused with the service's code before anything is sent. Thread-safe.
/// </summary>
public sealed class TableClient
{
    private readonly TablePipeline _pipeline;

    internal TableClient(TablePipeline pipeline, string name)
    {
        _pipeline = pipeline;
        Name = name;
    }

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>Makes a filter of an interpolated text in which every value becomes one literal, whatever it holds.</summary>
    /// <param name="filter">For example <c>$"PartitionKey eq {key} and Height gt {height}"</c>; no quotes around values.</param>
    /// <exception cref="ArgumentException">A value's type has no literal, or a value stands inside quotes.</exception>
    public static string CreateQueryFilter(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return TableFilter.Create(filter);
    }

    /// <summary>Creates the table unless it is there.</summary>
    /// <param name="cancellationToken">Gives up waiting; the table may exist then.</param>
    public Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(_pipeline).CreateTableIfNotExistsAsync(Name, cancellationToken);

    /// <summary>Reads a row.</summary>
    /// <param name="partitionKey">At most 512 characters, none of / \ # ? and no control characters.</param>
    /// <param name="rowKey">As the partition key.</param>
    /// <param name="select">Names of the values to read; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RequestFailedException"><see cref="TableErrorCode.ResourceNotFound"/> when there is none.</exception>
    public async Task<Response<TableEntity>> GetEntityAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        using var message = CreateRead(partitionKey, rowKey, select);
        var response = await _pipeline.SendAsync(message, 200, 200, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(TableEntityReader.ReadEntity(response), response);
    }

    /// <summary>Reads a row that may be absent; an absent table is an error.</summary>
    /// <param name="partitionKey">At most 512 characters, none of / \ # ? and no control characters.</param>
    /// <param name="rowKey">As the partition key.</param>
    /// <param name="select">Names of the values to read; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<NullableResponse<TableEntity>> GetEntityIfExistsAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        using var message = CreateRead(partitionKey, rowKey, select);
        var response = await _pipeline.SendAsync(message, 200, TableErrorCode.ResourceNotFound, cancellationToken).ConfigureAwait(false);
        return response.Status == 200
            ? Response.FromValue(TableEntityReader.ReadEntity(response), response)
            : new NoValueResponse<TableEntity>(response);
    }

    /// <summary>Inserts a row; the answer's header has its ETag. After a lost answer the retry fails with the code below.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="cancellationToken">Gives up waiting; the row may be stored then (so for all writes).</param>
    /// <exception cref="RequestFailedException"><see cref="TableErrorCode.EntityAlreadyExists"/> when it is there.</exception>
    public async Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var size = TableEntityRules.Check(entity);
        using var message = _pipeline.CreateMessage(RequestMethod.Post, Name);
        message.Request.Headers.SetValue(TableHeaders.Prefer, TableHeaders.ReturnNoContent);
        TablePipeline.SetBody(message.Request, entity, size);
        return await _pipeline.SendAsync(message, 204, 201, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts a row or writes over the one that is there.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="mode">What happens to values that are not named.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Response> UpsertEntityAsync(
        TableEntity entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync(entity, mode, ifMatch: null, cancellationToken);

    /// <summary>Writes over a row that still has the given version.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="ifMatch">The version as read, or <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What happens to values that are not named.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RequestFailedException"><see cref="TableErrorCode.UpdateConditionNotSatisfied"/>: re-read and decide.</exception>
    public Task<Response> UpdateEntityAsync(
        TableEntity entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        ifMatch == default
            ? throw new ArgumentException("An update names the version it replaces, or ETag.All.", nameof(ifMatch))
            : WriteAsync(entity, mode, ifMatch.ToString(), cancellationToken);

    /// <summary>Deletes a row unless it is gone; the answer is 204 or 404.</summary>
    /// <param name="partitionKey">At most 512 characters, none of / \ # ? and no control characters.</param>
    /// <param name="rowKey">As the partition key.</param>
    /// <param name="ifMatch">The version as read; <c>default</c> and <see cref="ETag.All"/> for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage(RequestMethod.Delete, TablePath.OfEntity(Name, partitionKey, rowKey));
        message.Request.Headers.SetValue(TableHeaders.IfMatch, (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await _pipeline.SendAsync(message, 204, TableErrorCode.ResourceNotFound, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists rows in the order of their keys. A page may be short or empty and still have a successor.</summary>
    /// <param name="filter">From <see cref="CreateQueryFilter"/>; null for the whole table.</param>
    /// <param name="maxPerPage">1 to 1,000 rows per request.</param>
    /// <param name="select">Names of the values to read; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public AsyncPageable<TableEntity> QueryAsync(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableEntity>((token, size, cancel) => GetPageAsync(filter, select, token, size, cancel), maxPerPage, cancellationToken);

    /// <summary>Does all of the actions or none.</summary>
    /// <param name="transactionActions">1 to 100 actions on one partition, every row at most once, 4 MiB together.</param>
    /// <param name="cancellationToken">Gives up waiting; the actions may be done then.</param>
    /// <returns>One answer per action, in their order; inserts and updates carry the new ETag.</returns>
    /// <exception cref="TableTransactionFailedException">Nothing was done; tells which action failed.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions as IReadOnlyList<TableTransactionAction> ?? [.. transactionActions];
        var body = TableBatchWriter.Write(_pipeline.Endpoint, Name, actions);
        using var message = _pipeline.CreateMessage(RequestMethod.Post, "$batch");
        TablePipeline.SetBody(message.Request, TableBatchWriter.ContentType, body);
        var response = await _pipeline.SendAsync(message, 202, 202, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(TableBatchReader.Read(response, actions.Count), response);
    }

    internal static void SetQuery(RequestUriBuilder uri, string? filter, int? size, IEnumerable<string>? select)
    {
        if (filter is not null)
        {
            uri.AppendQuery("$filter", filter, escapeValue: true);
        }

        if (size is { } top)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(top, 1, "maxPerPage");
            ArgumentOutOfRangeException.ThrowIfGreaterThan(top, 1000, "maxPerPage");
            uri.AppendQuery("$top", top.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        }

        if (select is not null)
        {
            uri.AppendQuery("$select", string.Join(',', select), escapeValue: true);
        }
    }

    private HttpMessage CreateRead(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        var message = _pipeline.CreateMessage(RequestMethod.Get, TablePath.OfEntity(Name, partitionKey, rowKey));
        SetQuery(message.Request.Uri, filter: null, size: null, select);
        return message;
    }

    private async Task<Response> WriteAsync(TableEntity entity, TableUpdateMode mode, string? ifMatch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var size = TableEntityRules.Check(entity);
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;
        using var message = _pipeline.CreateMessage(method, TablePath.OfEntity(Name, entity.PartitionKey, entity.RowKey));
        if (ifMatch is not null)
        {
            message.Request.Headers.SetValue(TableHeaders.IfMatch, ifMatch);
        }

        TablePipeline.SetBody(message.Request, entity, size);
        return await _pipeline.SendAsync(message, 204, 204, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Page<TableEntity>> GetPageAsync(
        string? filter, IEnumerable<string>? select, string? token, int? size, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage(RequestMethod.Get, Name + "()");
        SetQuery(message.Request.Uri, filter, size, select);
        TableContinuation.Apply(token, message.Request.Uri);
        var response = await _pipeline.SendAsync(message, 200, 200, cancellationToken).ConfigureAwait(false);
        return Page<TableEntity>.FromValues(TableEntityReader.ReadEntities(response), TableContinuation.Read(response), response);
    }
}
