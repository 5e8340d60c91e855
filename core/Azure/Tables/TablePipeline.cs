using System.Buffers;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Tables;

/// <summary>One account's table service: makes requests and sends them through Azure.Core's pipeline, which alone retries.</summary>
internal sealed class TablePipeline
{
    private const string TokenScope = "https://storage.azure.com/.default";

    private readonly HttpPipeline _pipeline;

    private TablePipeline(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("https" or "http") || endpoint.Query.Length > 0 || endpoint.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                "A table endpoint is an absolute http or https address without a query, for example https://account.table.core.windows.net.", nameof(endpoint));
        }

        Endpoint = endpoint.AbsolutePath.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + "/");
        options ??= new TableClientOptions();
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        pipeline.PerRetryPolicies.Add(new TableDatePolicy(options.Clock));
        pipeline.PerRetryPolicies.Add(authentication);
        _pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    /// <summary>Address of the service; its path ends with a slash, to which paths are appended.</summary>
    public Uri Endpoint { get; }

    public static TablePipeline Create(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TablePipeline(endpoint, new TableSharedKeyPolicy(credential), options);
    }

    public static TablePipeline Create(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return endpoint.Scheme == Uri.UriSchemeHttps
            ? new TablePipeline(endpoint, new BearerTokenAuthenticationPolicy(credential, TokenScope), options)
            : throw new ArgumentException("A token is only sent over https.", nameof(endpoint));
    }

    /// <summary>Begins a request.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">Path below the endpoint, escaped.</param>
    public HttpMessage CreateMessage(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.SetValue(TableHeaders.Version, TableHeaders.ServiceVersion);
        request.Headers.SetValue(TableHeaders.DataServiceVersion, "3.0");
        request.Headers.SetValue("Accept", TableHeaders.MinimalMetadata);
        return message;
    }

    public static void SetBody(Request request, string contentType, ReadOnlyMemory<byte> body)
    {
        request.Headers.SetValue("Content-Type", contentType);

        // Not a pooled buffer: after a cancelled or answered-early request the transport may still be reading it.
        request.Content = RequestContent.Create(body);
    }

    public static void SetBody(Request request, TableEntity entity, int size)
    {
        var buffer = new ArrayBufferWriter<byte>(size + 256);
        TableEntityWriter.Write(buffer, entity);
        SetBody(request, TableHeaders.Json, buffer.WrittenMemory);
    }

    /// <summary>Sends a request once per try and gives its answer whole, if its status is one of two expected.</summary>
    public async Task<Response> SendAsync(HttpMessage message, int expected, int alsoExpected, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        return response.Status == expected || response.Status == alsoExpected ? response : throw Failed(response);
    }

    /// <summary>Sends a request of which one refusal is an answer: "not there" to a read, "is there" to a create.</summary>
    public async Task<Response> SendAsync(HttpMessage message, int expected, TableErrorCode tolerated, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        return response.Status == expected || TableErrorParser.CodeOf(response) == tolerated ? response : throw Failed(response);
    }

    public static RequestFailedException Failed(Response response) => new(response, null, TableErrorParser.Instance);
}
