using System.Text;
using Azure;
using Azure.Core;

namespace P8e.Azure.Tables;

/// <summary>The table service of one storage account. Thread-safe; make one per account and keep it.</summary>
public sealed class TableServiceClient
{
    private readonly TablePipeline _pipeline;

    /// <summary>Makes a client from a connection string.</summary>
    /// <param name="connectionString"><c>UseDevelopmentStorage=true</c>, or AccountName and AccountKey with TableEndpoint or EndpointSuffix.</param>
    /// <param name="options">Transport and retry.</param>
    /// <exception cref="FormatException">The text is not such a connection string; the message never shows it.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
    {
        var parsed = TableConnectionString.Parse(connectionString);
        _pipeline = TablePipeline.Create(parsed.Endpoint, parsed.Credential, options);
    }

    /// <summary>Makes a client that signs with an account key.</summary>
    /// <param name="endpoint">For example https://account.table.core.windows.net.</param>
    /// <param name="credential">Name and key.</param>
    /// <param name="options">Transport and retry.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options = null) =>
        _pipeline = TablePipeline.Create(endpoint, credential, options);

    /// <summary>Makes a client that sends tokens.</summary>
    /// <param name="endpoint">For example https://account.table.core.windows.net; https only.</param>
    /// <param name="tokenCredential">Gives tokens for the scope https://storage.azure.com/.default.</param>
    /// <param name="options">Transport and retry.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _pipeline = TablePipeline.Create(endpoint, tokenCredential, options);

    internal TableServiceClient(TablePipeline pipeline) => _pipeline = pipeline;

    /// <summary>Address of the service.</summary>
    public Uri Uri => _pipeline.Endpoint;

    /// <summary>A client of one table; sends nothing.</summary>
    /// <param name="tableName">3 to 63 ASCII letters and digits, a letter first.</param>
    /// <exception cref="ArgumentException">The name is not such a name.</exception>
    public TableClient GetTableClient(string tableName) => new(_pipeline, CheckName(tableName));

    /// <summary>Creates a table unless it is there; the raw answer is 204 or 409.</summary>
    /// <param name="tableName">3 to 63 ASCII letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Gives up waiting; the table may exist then.</param>
    /// <exception cref="RequestFailedException">For example <see cref="TableErrorCode.TableBeingDeleted"/>.</exception>
    public async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        CheckName(tableName);
        using var message = _pipeline.CreateMessage(RequestMethod.Post, "Tables");
        message.Request.Headers.SetValue(TableHeaders.Prefer, TableHeaders.ReturnNoContent);

        // A checked name needs no escaping.
        TablePipeline.SetBody(message.Request, TableHeaders.Json, Encoding.ASCII.GetBytes($$"""{"TableName":"{{tableName}}"}"""));
        var response = await _pipeline.SendAsync(message, 204, TableErrorCode.TableAlreadyExists, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(new TableItem(tableName), response);
    }

    /// <summary>Deletes a table unless it is gone; the answer is 204 or 404.</summary>
    /// <param name="tableName">3 to 63 ASCII letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Gives up waiting; the table may be gone then.</param>
    public async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage(RequestMethod.Delete, $"Tables('{CheckName(tableName)}')");
        return await _pipeline.SendAsync(message, 204, 404, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists tables by name.</summary>
    /// <param name="filter">For example from <see cref="TableClient.CreateQueryFilter"/> over TableName; null for all.</param>
    /// <param name="maxPerPage">1 to 1,000 per request.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>((token, size, cancel) => GetPageAsync(filter, token, size, cancel), maxPerPage, cancellationToken);

    private static string CheckName(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        var valid = tableName.Length is >= 3 and <= 63 && char.IsAsciiLetter(tableName[0]) && tableName.All(char.IsAsciiLetterOrDigit);
        return valid ? tableName : throw new ArgumentException("A table name has 3 to 63 ASCII letters and digits, a letter first.", nameof(tableName));
    }

    private async Task<Page<TableItem>> GetPageAsync(string? filter, string? token, int? size, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage(RequestMethod.Get, "Tables");
        TableClient.SetQuery(message.Request.Uri, filter, size, select: null);
        if (token is not null)
        {
            message.Request.Uri.AppendQuery("NextTableName", token, escapeValue: true);
        }

        var response = await _pipeline.SendAsync(message, 200, 200, cancellationToken).ConfigureAwait(false);
        response.Headers.TryGetValue(TableHeaders.NextTableName, out var next);
        return Page<TableItem>.FromValues(TableEntityReader.ReadTables(response), next, response);
    }
}
