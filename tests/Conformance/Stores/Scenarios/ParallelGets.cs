using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Many clients read one object at once.</summary>
internal sealed class ParallelGets : IStoreScenario
{
    public bool Fits(StoreCase recorded) => recorded.Find("container") is not null && recorded.Find("result") is { } result && result.TryGetProperty("distinctAnswers", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var upload = PutTemplate.FirstOf(context.Case) with { Container = RecordedRequest.Container(context.Case.Element.GetProperty("container")) };
        await using (var caller = await context.ConnectAsync(cancellationToken))
        {
            _ = await ScenarioContext.PutAsync(caller, upload, cancellationToken);
        }

        var count = context.Result.GetProperty("ok").GetInt32();
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            await using var caller = await context.ConnectAsync(cancellationToken);
            return await caller.CallAsync(ScenarioContext.Get, [ScenarioContext.RequestFor(upload)], cancellationToken);
        }));
        Expect.Equal("answers that were well", count, answers.Count(answer => answer.Code == 0));
        Expect.Equal("distinct answers", context.Result.GetProperty("distinctAnswers").GetInt32(), answers.Select(answer => Convert.ToHexString(ScenarioContext.ContainerIn(answer))).Distinct().Count());
    }
}
