using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Histories;

/// <summary>Orchestrators whose recorded histories are kept. Their code changes under a new name only: that is the rule the histories watch.</summary>
internal static class SampleOrchestrators
{
    internal const string Settle = "Settle.v1";

    internal static OrchestratorRegistry Registry { get; } = new OrchestratorRegistry()
        .Add(Settle, () => new LambdaOrchestrator<string, string>(SettleAsync))
        .Add("Sign.v1", () => new LambdaOrchestrator<string, string>((context, party) => context.CallActivityAsync<string>("sign", party)));

    /// <summary>A little of everything: a GUID, a flaky activity, children side by side, an approval with a time limit, a long wait, an event for another instance.</summary>
    private static async Task<string> SettleAsync(OrchestrationContext context, string document)
    {
        var session = context.NewGuid();
        context.SetCustomStatus("stored");
        var stored = await context.CallActivityAsync<string>(
            "store", new { session, document }, new ActivityOptions { Retry = new RetryPolicy(3, TimeSpan.FromSeconds(2)) { BackoffCoefficient = 2 } });
        var signatures = await Task.WhenAll(new[] { "lender", "borrower" }.Select(party =>
            context.CallOrchestratorAsync<string>("Sign.v1", party, new ChildOptions { InstanceId = $"{context.InstanceId}:{party}" })));
        context.SetCustomStatus("signed");
        var approval = await context.WaitForEventAsync<string>("approval", TimeSpan.FromDays(7));
        await context.WaitAsync(TimeSpan.FromHours(1));
        context.SendEvent("observer", "settled", new { session });
        return $"{stored}; {string.Join(", ", signatures)}; {approval} at {context.UtcNow:O}";
    }
}
