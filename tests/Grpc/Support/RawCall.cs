using System.Net;
using System.Net.Http.Headers;

namespace P8e.Grpc.Tests.Support;

/// <summary>A request of any bytes and headers, and what comes back: for what a gRPC client would never send.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly SocketsHttpHandler _handler = new();
    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _server;

    public RawCall(Uri server) => (_server, _invoker) = (server, new HttpMessageInvoker(_handler));

    public async Task<RawAnswer> SendAsync(
        string path, byte[] body, (string Name, string Value)[]? headers = null, string? contentType = "application/grpc", HttpMethod? method = null, Version? version = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(_server, path))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = method == HttpMethod.Get ? null : new ByteArrayContent(body),
        };
        if (request.Content is not null && contentType is not null)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _invoker.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new RawAnswer((int)response.StatusCode, Flat(response.Headers), Flat(response.TrailingHeaders), content, response.Content.Headers.ContentType?.ToString());
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _handler.Dispose();
    }

    private static Dictionary<string, string> Flat(HttpHeaders headers) =>
        headers.NonValidated.ToDictionary(header => header.Key, header => string.Join("|", header.Value));
}
