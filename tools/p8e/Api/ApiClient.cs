using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace P8e.Cli.Api;

/// <summary>The program's HTTP API: JSON in, JSON out, problems as <see cref="ApiException"/>.</summary>
internal sealed class ApiClient(Uri address, TimeProvider clock) : IDisposable
{
    private const string EventStream = "text/event-stream";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    /// <summary>Sent with every call.</summary>
    internal HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>Gets a JSON value.</summary>
    /// <param name="path">Beginning with a slash; names in it escaped.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Posts a JSON value.</summary>
    /// <param name="path">Beginning with a slash.</param>
    /// <param name="body">Serialised as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="idempotencyKey">Makes a repeat safe, where the route knows such keys.</param>
    internal Task<JsonElement> PostAsync<T>(string path, T body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        PostAsync(path, JsonContent.Create(body), idempotencyKey, cancellationToken);

    /// <summary>Posts bytes that are meant to be JSON, as they are: what is wrong with them the program says.</summary>
    /// <param name="path">Beginning with a slash.</param>
    /// <param name="json">The body.</param>
    /// <param name="idempotencyKey">Makes a repeat safe.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal Task<JsonElement> PostTextAsync(string path, ReadOnlyMemory<byte> json, string idempotencyKey, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return PostAsync(path, content, idempotencyKey, cancellationToken);
    }

    /// <summary>Removes what a path names.</summary>
    /// <param name="path">Beginning with a slash; names in it escaped.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal Task DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), cancellationToken);

    /// <summary>Opens a stream of server-sent events.</summary>
    /// <param name="path">Beginning with a slash.</param>
    /// <param name="cancellationToken">Ends the call, not the stream.</param>
    /// <returns>To be disposed; null where there is none to be had, for whatever reason: asking for the state itself says which.</returns>
    internal async Task<Stream?> OpenEventsAsync(string path, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(EventStream) } } };
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == EventStream)
            {
                return await response.Content.ReadAsStreamAsync(cancellationToken);
            }
        }
        catch (Exception error) when (IsOfTheNetwork(error, cancellationToken))
        {
            // Whoever asks next hears it.
        }

        response?.Dispose();
        return null;
    }

    /// <summary>True of what the network does to calls; a caller's own wish to end is none of it.</summary>
    internal static bool IsOfTheNetwork(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Waits until a workflow has ended.</summary>
    /// <param name="status">Its path, as the answer to its start gave it.</param>
    /// <param name="tell">Called with each new custom status.</param>
    /// <param name="cancellationToken">Ends the wait; the workflow goes on.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="ApiException">It failed; the code is the workflow's.</exception>
    internal async Task<JsonElement> WaitAsync(string status, Action<JsonElement> tell, CancellationToken cancellationToken)
    {
        for (var told = string.Empty; ;)
        {
            var view = await GetAsync(status, cancellationToken);
            if (view.TryGetProperty("customStatus", out var custom) && custom.GetRawText() is var text && text != told)
            {
                told = text;
                tell(custom);
            }

            switch (view.GetProperty("status").GetString())
            {
                case "Completed":
                    return view.GetProperty("output");
                case "Failed" when view.TryGetProperty("failure", out var failure):
                    throw new ApiException(failure.GetProperty("code").GetString()!, failure.GetProperty("message").GetString()!);
                case "Failed" or "Terminated":
                    throw new ApiException("api.unexpected", $"Waiting for {status}: it was ended without an answer.");
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<JsonElement> PostAsync(string path, HttpContent content, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return SendAsync(request, cancellationToken);
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var doing = $"{request.Method} {_http.BaseAddress}{request.RequestUri!.ToString().TrimStart('/')}";
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                var answer = response.StatusCode == HttpStatusCode.NoContent ? default : await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                return response.IsSuccessStatusCode ? answer : throw Problem(response.StatusCode, answer, doing);
            }
        }
        catch (Exception error) when (IsOfTheNetwork(error, cancellationToken))
        {
            var message = $"{doing}: no answer ({error.Message}). Start the program, or say where it is with --api or P8E_API.";
            throw new ApiException("api.unavailable", message, error) { IsPassing = true };
        }
        catch (JsonException error)
        {
            throw new ApiException("api.unexpected", $"{doing}: the answer is not JSON. Look whether the program is at this address.", error);
        }
    }

    private static ApiException Problem(HttpStatusCode status, JsonElement answer, string doing) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("code", out var code) && answer.TryGetProperty("detail", out var detail)
            ? new ApiException(code.GetString()!, detail.GetString()!) { IsPassing = status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests }
            : new ApiException("api.unexpected", $"{doing}: it was refused without a reason. Look whether the program is at this address.");
}
