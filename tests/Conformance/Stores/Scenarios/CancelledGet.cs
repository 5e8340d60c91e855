using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>A client resets a download after its first bytes; the connection goes on.</summary>
internal sealed class CancelledGet : IStoreScenario
{
    private const uint Cancel = 8;
    private const int PayloadBytes = 8 << 20;

    public bool Fits(StoreCase recorded) => recorded.Find("result") is { } result && result.TryGetProperty("nextCallOnSameConnection", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var upload = PutTemplate.FirstOf(context.Case).WithPayload(RecordedRequest.Pattern(PayloadBytes));
        await using var caller = await context.ConnectAsync(cancellationToken);
        _ = await ScenarioContext.PutAsync(caller, upload, cancellationToken);
        var stream = await caller.Connection.OpenAsync(StoreCaller.HeadersOf(ScenarioContext.Get, []), cancellationToken);
        await stream.SendAsync(ScenarioContext.RequestFor(upload), true, cancellationToken);
        await stream.WaitAsync(answer => answer.Data.Length > 0, cancellationToken);
        await stream.ResetAsync(Cancel, cancellationToken);
        var next = await caller.CallAsync(ScenarioContext.Get, [ScenarioContext.RequestFor(upload)], cancellationToken);
        Expect.Equal("status of the next call", 0, next.Code);
    }
}
