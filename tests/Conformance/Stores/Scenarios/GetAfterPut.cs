using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>A Get as soon as its Put has answered, which the recorded server answers short now and then (object-store 3.5 no. 7).</summary>
internal sealed class GetAfterPut : IStoreScenario
{
    private const int Tries = 20;

    public bool Fits(StoreCase recorded) => recorded.Find("result") is { } result && result.TryGetProperty("fastClient", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var usual = PutTemplate.FirstOf(context.Case);
        await using var caller = await context.ConnectAsync(cancellationToken);
        foreach (var series in context.Result.GetProperty("fastClient").EnumerateArray())
        {
            var length = series.GetProperty("plaintextBytes").GetInt32();
            var template = usual.WithPayload(RecordedRequest.Pattern(length));
            for (var i = 0; i < Tries; i++)
            {
                var upload = template.WithHashOf($"{length}-{i}");
                var stored = await ScenarioContext.PutAsync(caller, upload, cancellationToken);
                var answer = await caller.CallAsync(ScenarioContext.Get, [ScenarioContext.RequestFor(upload)], cancellationToken);
                Expect.Equal("bytes read at once", stored.Metadata.Length, ScenarioContext.ContainerIn(answer).LongLength);
                Expect.Equal("status of a Get at once", 0, answer.Code);
            }

            if (series.GetProperty("shortOrFailedReads").GetInt32() > 0)
            {
                context.Tally.Count(Differences.ShortReads);
            }
        }
    }
}
