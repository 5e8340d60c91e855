using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace P8e.Azure.Tests.Support;

/// <summary>A network that gives prepared answers in turn, the last one again and again, and remembers what it was asked.</summary>
internal sealed class ScriptedHandler(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers) : HttpMessageHandler
{
    public List<(TimeSpan At, string Method, Uri Uri, Dictionary<string, string> Headers)> Requests { get; } = [];

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer(
        int status, string body = "", string contentType = "application/json", params (string Name, string Value)[] headers) => (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return Task.FromResult(response);
    };

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Error(int status, string code, params (string Name, string Value)[] headers) =>
        Answer(status, "{\"odata.error\":{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"It is so.\"}}}", headers: headers);

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Lost() =>
        (_, _) => throw new HttpRequestException("connection reset", new IOException("connection reset"));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add((_clock.Elapsed, request.Method.Method, request.RequestUri!, headers));
        return answers[Math.Min(Requests.Count, answers.Length) - 1](request, cancellationToken);
    }
}
