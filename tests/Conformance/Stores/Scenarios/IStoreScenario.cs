using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Cases that are told as counts and words instead of steps, known by what was counted.</summary>
internal interface IStoreScenario
{
    /// <summary>Whether a case is told this way.</summary>
    bool Fits(StoreCase recorded);

    /// <summary>Does to our store what was done, and compares the counts.</summary>
    Task RunAsync(ScenarioContext context, CancellationToken cancellationToken);
}
