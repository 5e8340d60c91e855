using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>
/// Stands between a program and one service of its storage account and counts calls by table, or container: what the account's bill is made of. Shared Key signs paths, not hosts, so calls pass as they are.
/// </summary>
internal sealed partial class CountingService : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<string, int> _writes = new();
    private readonly Uri _service;
    private readonly Task _serving;
    private long _writtenBytes;

    /// <param name="service">The service's endpoint, with the account in its path.</param>
    internal CountingService(Uri service)
    {
        _service = service;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}{service.AbsolutePath}");
        }

        _listener.Prefixes.Add(new Uri(Endpoint, "/").ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The same service, counted.</summary>
    internal Uri Endpoint { get; }

    /// <summary>Calls so far, by table or container.</summary>
    internal Dictionary<string, int> Calls => new(_calls);

    /// <summary>Those of them that write; a batch is one.</summary>
    internal Dictionary<string, int> Writes => new(_writes);

    /// <summary>Bytes of what was written so far.</summary>
    internal long WrittenBytes => Interlocked.Read(ref _writtenBytes);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> open = [];
        while (_listener.IsListening)
        {
            try
            {
                open.Add(ForwardAsync(await _listener.GetContextAsync()));
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                break; // Closed.
            }
        }

        await Task.WhenAll(open);
    }

    private async Task ForwardAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var name = NameOf(context.Request.Url!, body);
            _calls.AddOrUpdate(name, 1, (_, calls) => calls + 1);
            if (context.Request.HttpMethod is not ("GET" or "HEAD"))
            {
                _writes.AddOrUpdate(name, 1, (_, calls) => calls + 1);
                Interlocked.Add(ref _writtenBytes, body.Length);
            }

            using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), new Uri(_service, context.Request.RawUrl)) { Content = new ByteArrayContent(body.ToArray()) };
            foreach (var header in context.Request.Headers.AllKeys.OfType<string>().Where(header => header is not ("Host" or "Connection" or "Transfer-Encoding" or "Content-Length")))
            {
                var value = context.Request.Headers[header];
                _ = request.Headers.TryAddWithoutValidation(header, value) || request.Content.Headers.TryAddWithoutValidation(header, value);
            }

            using var response = await _http.SendAsync(request);
            var answer = await response.Content.ReadAsByteArrayAsync();
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (header, values) in response.Headers.Concat(response.Content.Headers).Where(sent => sent.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive" or "Content-Length")))
            {
                context.Response.Headers[header] = string.Join(",", values);
            }

            context.Response.ContentLength64 = context.Request.HttpMethod == "HEAD" ? response.Content.Headers.ContentLength ?? 0 : answer.Length;
            await context.Response.OutputStream.WriteAsync(context.Request.HttpMethod == "HEAD" ? [] : answer);
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or HttpRequestException or IOException)
        {
            context.Response.Abort(); // Program or service is gone: whoever called sees a broken connection.
        }
    }

    /// <summary>The name after the account; of a batch that of its first row's table.</summary>
    private static string NameOf(Uri url, MemoryStream body)
    {
        var name = url.AbsolutePath.Split('/').ElementAtOrDefault(2) ?? string.Empty;
        return name == "$batch" && InnerTable().Match(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)) is { Success: true } inner
            ? inner.Groups[1].Value
            : name.Split('(')[0];
    }

    [GeneratedRegex(@"^(?:POST|PUT|MERGE|PATCH|DELETE|GET) https?://[^/]+/[^/]+/([A-Za-z0-9]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex InnerTable();
}
