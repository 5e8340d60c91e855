using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>A client that goes away in the middle of its data leaves nothing.</summary>
internal sealed class DroppedConnection : IStoreScenario
{
    public bool Fits(StoreCase recorded) =>
        recorded.Find("result") is { } result && result.TryGetProperty("db", out _) && recorded.Summary.Contains("connection closed", StringComparison.Ordinal);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var upload = PutTemplate.FirstOf(context.Case);
        await using (var caller = await context.ConnectAsync(cancellationToken))
        {
            var stream = await caller.Connection.OpenAsync(StoreCaller.HeadersOf(ScenarioContext.Put, []), cancellationToken);
            foreach (var frame in upload.Frames(upload.Container.Length / 2).Take(2))
            {
                await stream.SendAsync(frame, false, cancellationToken);
            }

            // The server has taken what was sent when it answers this.
            await (await caller.Connection.PingAsync(cancellationToken)).WaitAsync(cancellationToken);
            caller.Connection.Drop();
        }

        await using var next = await context.ConnectAsync(cancellationToken);
        _ = await next.CallAsync("/objectstore.AdminService/GetConfig", [RecordedRequest.Frame([])], cancellationToken);
        var rows = await OurRows.ReadAsync(context.Store, cancellationToken);
        Expect.Equal("rows", 0, StoreTables.All.Sum(table => rows.Of(table).Count));
    }
}
