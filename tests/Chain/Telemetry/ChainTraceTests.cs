using System.Collections.Concurrent;
using System.Diagnostics;
using P8e.Chain.Submission;
using P8e.Chain.Tests.Support;

namespace P8e.Chain.Tests.Telemetry;

/// <summary>What the writer says of a row that has a trace, and that it says nothing of one that has none.</summary>
public sealed class ChainTraceTests : IDisposable
{
    private readonly WriterScene _scene = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener _listener;

    public ChainTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ChainTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == _trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private IEnumerable<string> Ended => _ended.Select(span => $"{span.OperationName} {span.GetTagItem(ChainTrace.ErrorAttribute) ?? "well"}");

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task RunAsync_RowWithATrace_SpansBelongToIt()
    {
        var parent = await AddAsync("traced");
        await _scene.AddAsync("untraced");

        await _scene.RunAsync();
        _scene.Node.ProduceBlock();
        await _scene.RunAsync();

        Assert.Equal(OutboxState.Committed, (await _scene.RowAsync("untraced")).State);
        Assert.Equal(["sign transaction well", "broadcast transaction well", "settle transaction well"], Ended);
        Assert.All(_ended, span => Assert.Equal(parent, span.ParentSpanId));
        Assert.Equal((await _scene.RowAsync("traced")).Outcome!.Height, _ended.Last().GetTagItem(ChainTrace.HeightAttribute));
    }

    /// <summary>The node's words stay out of it: it may quote what was sent.</summary>
    [Fact]
    public async Task RunAsync_RefusedByTheNode_SpansHaveTheCodeAndNoWords()
    {
        await AddAsync("traced");
        _scene.Node.Faults.Enqueue(BroadcastFault.Refused);

        await _scene.RunAsync();

        var row = await _scene.RowAsync("traced");
        Assert.Equal(["sign transaction well", $"broadcast transaction {row.Outcome!.ErrorCode}", $"settle transaction {row.Outcome.ErrorCode}"], Ended);
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Error], _ended.Select(span => span.Status));
        Assert.DoesNotContain(_ended.SelectMany(span => span.TagObjects), tag => tag.Value is string text && text.Contains(row.Outcome.Reason!, StringComparison.Ordinal));
        Assert.All(_ended, span => Assert.Null(span.StatusDescription));
    }

    private async Task<ActivitySpanId> AddAsync(string id)
    {
        var parent = ActivitySpanId.CreateRandom();
        Assert.True(await _scene.Stored.TryAddAsync(WriterScene.Row(id) with { Trace = $"00-{_trace}-{parent}-01" }, TestContext.Current.CancellationToken));
        return parent;
    }
}
