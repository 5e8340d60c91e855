using System.Collections.Concurrent;
using System.Diagnostics;

namespace P8e.Functions.Tests.Support;

/// <summary>Keeps the product's spans of one trace while it lives. Other tests run beside it, so it looks at no other trace.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    internal SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("P8e.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == Trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The trace.</summary>
    internal ActivityTraceId Trace { get; } = ActivityTraceId.CreateRandom();

    /// <summary>The span of somebody else that all begins with.</summary>
    internal ActivitySpanId Caller { get; } = ActivitySpanId.CreateRandom();

    /// <summary>What a caller sends.</summary>
    internal string TraceParent => $"00-{Trace}-{Caller}-01";

    /// <summary>Spans that have ended, with the name of the span above each; the caller's is "caller".</summary>
    internal IEnumerable<(string Name, string Above)> Ended
    {
        get
        {
            var names = _ended.ToDictionary(span => span.SpanId, span => span.DisplayName);
            names[Caller] = "caller";
            return _ended.Select(span => (span.DisplayName, names.GetValueOrDefault(span.ParentSpanId, "nobody")));
        }
    }

    /// <summary>Everything that is said with them.</summary>
    internal IEnumerable<string> Texts => _ended.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName).Append(span.StatusDescription ?? string.Empty));

    public void Dispose() => _listener.Dispose();
}
