using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Many PINGs, some of them while an upload is open.</summary>
internal sealed class Pings : IStoreScenario
{
    private const int WithOpenUpload = 20;

    public bool Fits(StoreCase recorded) => recorded.Find("result") is { } result && result.TryGetProperty("pings", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var count = context.Result.GetProperty("pings").GetInt32();
        await using var caller = await context.ConnectAsync(cancellationToken);
        var answers = new List<Task>();
        for (var i = 0; i < count - WithOpenUpload; i++)
        {
            answers.Add(await caller.Connection.PingAsync(cancellationToken));
        }

        var upload = await caller.Connection.OpenAsync(StoreCaller.HeadersOf(ScenarioContext.Put, []), cancellationToken);
        for (var i = 0; i < WithOpenUpload; i++)
        {
            answers.Add(await caller.Connection.PingAsync(cancellationToken));
        }

        await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        Expect.Equal("GOAWAY", null, caller.Connection.GoAway);
        Expect.Equal("acknowledged", context.Result.GetProperty("acknowledged").GetInt32(), answers.Count);
        Expect.Equal("upload ended", false, upload.Ended.IsCompleted);
    }
}
