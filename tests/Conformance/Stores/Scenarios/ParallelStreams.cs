using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Recording;
using P8e.RawHttp2;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Many uploads open at once on one connection, message by message in turn.</summary>
internal sealed class ParallelStreams : IStoreScenario
{
    private const int DataBytes = 100;

    public bool Fits(StoreCase recorded) => recorded.Find("result") is { } result && result.TryGetProperty("streams", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var count = context.Result.GetProperty("streams").GetInt32();
        await using var caller = await context.ConnectAsync(cancellationToken);
        var upload = PutTemplate.FirstOf(context.Case);
        List<(RawExchange Stream, List<byte[]> Frames)> open = [];
        for (var i = 0; i < count; i++)
        {
            open.Add((await caller.Connection.OpenAsync(StoreCaller.HeadersOf(ScenarioContext.Put, []), cancellationToken), upload.WithHashOf($"stream-{i}").Frames(DataBytes)));
        }

        for (var message = 0; message < open[0].Frames.Count; message++)
        {
            foreach (var (stream, frames) in open)
            {
                await stream.SendAsync(frames[message], isEnd: message == frames.Count - 1, cancellationToken);
            }
        }

        await Task.WhenAll(open.Select(pair => pair.Stream.Ended)).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        Expect.Equal("streams that were well", count, open.Count(pair => pair.Stream.Answer.Find("grpc-status") == "0"));
        var rows = context.Result.TryGetProperty("rowsAdded", out var added) ? added.GetProperty("object_public_key").GetInt32() : (int?)null;
        await context.ExpectRowsAsync(count, rows, cancellationToken);
    }
}
