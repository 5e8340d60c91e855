using P8e.Chain;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows;

/// <summary>The workflows and activities of the product, by their names in histories.</summary>
public static class WorkflowRegistrations
{
    /// <summary>How errors of the house stand in histories: by their code, and not repeated unless they pass.</summary>
    public static TaskFailure? Describe(Exception error) =>
        error is P8eException known ? new TaskFailure(known.Code, known.Message) { IsNonRetriable = known is not P8eTransientException } : null;

    /// <summary>Adds every orchestrator.</summary>
    public static OrchestratorRegistry AddWorkflows(this OrchestratorRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry.Add(SubmitMessagesOrchestrator.Name, () => new SubmitMessagesOrchestrator());
    }

    /// <summary>Adds the activities that take transactions to the chain.</summary>
    /// <param name="registry">Gets them.</param>
    /// <param name="outbox">What is to be sent.</param>
    /// <param name="accounts">The accounts that have a writer here.</param>
    /// <param name="options">The chain.</param>
    /// <param name="clock">When rows are added.</param>
    /// <param name="added">Told after a row was added; must not block or throw.</param>
    public static ActivityRegistry AddChainActivities(
        this ActivityRegistry registry, IOutbox outbox, IReadOnlySet<AccountAddress> accounts, ChainOptions options, TimeProvider clock, Action added)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry
            .Add(QueueTransactionActivity.Name, new QueueTransactionActivity(outbox, accounts, options, clock, added))
            .Add(FindOutcomeActivity.Name, new FindOutcomeActivity(outbox));
    }
}
