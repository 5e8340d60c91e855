using System.Net.Http.Json;
using System.Text.Json;

namespace P8e.Cli.Api;

/// <summary>The program's HTTP API: JSON in, JSON out, problems as <see cref="ApiException"/>.</summary>
internal sealed class ApiClient(Uri address, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    /// <summary>Gets a JSON value.</summary>
    /// <param name="path">Beginning with a slash; names in it escaped.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Posts a JSON value.</summary>
    /// <param name="path">Beginning with a slash.</param>
    /// <param name="body">Serialised as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="idempotencyKey">Makes a repeat safe, where the route knows such keys.</param>
    internal Task<JsonElement> PostAsync<T>(string path, T body, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return SendAsync(request, cancellationToken);
    }

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

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var doing = $"{request.Method} {_http.BaseAddress}{request.RequestUri!.ToString().TrimStart('/')}";
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                return response.IsSuccessStatusCode ? answer : throw Problem(answer, doing);
            }
        }
        catch (HttpRequestException error)
        {
            throw new ApiException("api.unavailable", $"{doing}: no answer ({error.Message}). Start the program, or say where it is with --api or P8E_API.", error);
        }
        catch (JsonException error)
        {
            throw new ApiException("api.unexpected", $"{doing}: the answer is not JSON. Look whether the program is at this address.", error);
        }
    }

    private static ApiException Problem(JsonElement answer, string doing) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("code", out var code) && answer.TryGetProperty("detail", out var detail)
            ? new ApiException(code.GetString()!, detail.GetString()!)
            : new ApiException("api.unexpected", $"{doing}: it was refused without a reason. Look whether the program is at this address.");
}
