using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Telemetry;

/// <summary>Tells <see cref="ServiceCalls"/> of every try of a pipeline; belongs at <see cref="HttpPipelinePosition.PerRetry"/>. No address and no key of a request goes anywhere.</summary>
/// <param name="service">table, blob or vault.</param>
/// <param name="calls">Told.</param>
public sealed class ServiceCallPolicy(string service, ServiceCalls calls) : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        var began = calls.Clock.GetTimestamp();
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Broken(message, began, error);
            throw;
        }

        Answered(message, began);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        var began = calls.Clock.GetTimestamp();
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception error)
        {
            Broken(message, began, error);
            throw;
        }

        Answered(message, began);
    }

    private void Answered(HttpMessage message, long began)
    {
        var status = message.Response.Status;
        // A working service refuses one request for what it asks; 401 and 403 refuse the program, whatever it asks.
        calls.Note(status < 500 && status is not (401 or 403));
        Measure(message, began, status);
    }

    private void Broken(HttpMessage message, long began, Exception error)
    {
        if (error is OperationCanceledException && message.CancellationToken.IsCancellationRequested)
        {
            // The caller lost interest: it says nothing about the service.
            return;
        }

        calls.Note(isServed: false);
        Measure(message, began, status: 0);
    }

    private void Measure(HttpMessage message, long began, int status)
    {
        if (ServiceCalls.IsMeasured)
        {
            ServiceCalls.Measure(calls.Clock.GetElapsedTime(began).TotalSeconds, service, OperationOf(message.Request), status);
        }
    }

    /// <summary>One of a few words: the method, and what kind of thing it is about.</summary>
    private string OperationOf(Request request)
    {
        var (path, query) = (request.Uri.Path, request.Uri.Query);
        var about = service switch
        {
            "table" => path.EndsWith("$batch", StringComparison.Ordinal) ? "batch" : path.Contains('(', StringComparison.Ordinal) && !path.EndsWith("()", StringComparison.Ordinal) ? "entity" : "table",
            "blob" => CompOf(query),
            _ => "call",
        };
        return $"{request.Method} {about}";
    }

    private static string CompOf(string query)
    {
        foreach (var known in (ReadOnlySpan<string>)["blocklist", "block", "list", "metadata", "lease", "properties", "batch", "tags"])
        {
            if (query.Contains($"comp={known}", StringComparison.Ordinal))
            {
                return known;
            }
        }

        return query.Contains("restype=container", StringComparison.Ordinal) ? "container" : "blob";
    }
}
