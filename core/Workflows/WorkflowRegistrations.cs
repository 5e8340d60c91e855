using P8e.Durable;
using P8e.Workflows.ExecuteContract;
using P8e.Workflows.PublishContract;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows;

/// <summary>The workflows and activities of the product, by their names in histories.</summary>
public static class WorkflowRegistrations
{
    /// <summary>Adds every orchestrator.</summary>
    public static OrchestratorRegistry AddWorkflows(this OrchestratorRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry
            .Add(SubmitMessagesOrchestrator.Name, () => new SubmitMessagesOrchestrator())
            .Add(ExecuteContractOrchestrator.Name, () => new ExecuteContractOrchestrator())
            .Add(PublishContractOrchestrator.Name, () => new PublishContractOrchestrator());
    }

    /// <summary>Adds every activity. Each run asks for the services of the affiliate whose instance it is; what that throws fails the activity.</summary>
    /// <param name="registry">Gets them.</param>
    /// <param name="chain">For transactions.</param>
    /// <param name="execution">For envelopes.</param>
    /// <param name="publishing">For contracts.</param>
    public static ActivityRegistry AddActivities(
        this ActivityRegistry registry,
        Func<ActivityContext, CancellationToken, ValueTask<SubmissionServices>> chain,
        Func<ActivityContext, CancellationToken, ValueTask<ExecutionServices>> execution,
        Func<ActivityContext, CancellationToken, ValueTask<PublishingServices>> publishing)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(execution);
        ArgumentNullException.ThrowIfNull(publishing);
        return registry
            .Add(QueueTransactionActivity.Name, new DeferredActivity<SubmissionServices, QueuedTransaction, TransactionOutcome?>(chain, found => new QueueTransactionActivity(found)))
            .Add(FindOutcomeActivity.Name, new DeferredActivity<SubmissionServices, OutcomeQuestion, TransactionOutcome?>(chain, found => new FindOutcomeActivity(found.Outbox)))
            .Add(PackageSessionActivity.Name, new DeferredActivity<ExecutionServices, SessionToPackage, string>(execution, found => new PackageSessionActivity(found)))
            .Add(RunContractActivity.Name, new DeferredActivity<ExecutionServices, ContractToRun, ContractRan>(execution, found => new RunContractActivity(found)))
            .Add(MemorialiseActivity.Name, new DeferredActivity<(ExecutionServices, SubmissionServices), EnvelopeToWrite, TransactionOutcome?>(
                async (context, token) => (await execution(context, token).ConfigureAwait(false), await chain(context, token).ConfigureAwait(false)),
                found => new MemorialiseActivity(found.Item1, found.Item2)))
            .Add(ConfirmIndexActivity.Name, new DeferredActivity<ExecutionServices, IndexQuestion, bool>(execution, found => new ConfirmIndexActivity(found)))
            .Add(EndExecutionActivity.Name, new DeferredActivity<ExecutionServices, ExecutionEnd, bool>(execution, found => new EndExecutionActivity(found)))
            .Add(PreparePublicationActivity.Name, new DeferredActivity<PublishingServices, PublishContractInput, PreparedPublication>(publishing, found => new PreparePublicationActivity(found)))
            .Add(QueuePublicationActivity.Name, new DeferredActivity<PublishingServices, QueuedPublication, TransactionOutcome?>(publishing, found => new QueuePublicationActivity(found)))
            .Add(CataloguePublicationActivity.Name, new DeferredActivity<PublishingServices, CataloguedPublication, bool>(publishing, found => new CataloguePublicationActivity(found)));
    }
}
