using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A collector: takes OTLP over HTTP and keeps every byte.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<(string Path, string Key, byte[] Body)> _received = new();
    private readonly WebApplication _app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(KeepAsync);
    }

    internal string Address => _app.Urls.Single();

    /// <summary>What was sent, as it was.</summary>
    internal IEnumerable<byte[]> Bodies => _received.Select(request => request.Body);

    /// <summary>The header api-key of every request.</summary>
    internal IEnumerable<string> Keys => _received.Select(request => request.Key).Distinct();

    internal IReadOnlyList<OtlpSpan> Spans => [.. _received.Where(request => request.Path == "/v1/traces").SelectMany(request => OtlpReader.Spans(request.Body))];

    internal IReadOnlySet<string> Metrics => _received.Where(request => request.Path == "/v1/metrics").SelectMany(request => OtlpReader.MetricNames(request.Body)).ToHashSet();

    internal static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Settings of a program that sends here, without the exporter's usual patience.</summary>
    internal (string Name, string Value)[] Settings(string headersFile) =>
    [
        ("Telemetry__OtlpEndpoint", Address), ("Telemetry__OtlpHeadersFile", headersFile), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
    ];

    internal async Task UntilAsync(Func<OtlpReceiver, bool> holds, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Patience);
        while (!holds(this))
        {
            await Task.Delay(Pause, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.False(end.IsCancellationRequested, $"It has not come; here are: {string.Join(", ", Spans.Select(span => span.Name).Concat(Metrics).Distinct())}");
        }
    }

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path, context.Request.Headers["api-key"].ToString(), body.ToArray()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
