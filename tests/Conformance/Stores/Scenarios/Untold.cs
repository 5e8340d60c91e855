using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>What has no steps and nothing that could be done to our store over its wire.</summary>
internal sealed class Untold : IStoreScenario
{
    public bool Fits(StoreCase recorded) => true;

    public Task RunAsync(ScenarioContext context, CancellationToken cancellationToken) => throw new NotComparableException(
        context.Case.Find("results") is not null ? "start-up of another program by its own settings"
        : context.Case.Find("result") is { } result && result.TryGetProperty("events", out _) ? "the end of a process; tests/EndToEnd kills ours"
        : "no step and no count that could be compared with our store");
}
