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

    /// <summary>Adds the activities that take transactions to the chain.</summary>
    /// <param name="registry">Gets them.</param>
    /// <param name="services">Asked at every run; what it throws fails the activity.</param>
    public static ActivityRegistry AddChainActivities(this ActivityRegistry registry, Func<SubmissionServices> services)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(services);
        return registry
            .Add(QueueTransactionActivity.Name, new DeferredActivity<QueuedTransaction, TransactionOutcome?>(() => new QueueTransactionActivity(services())))
            .Add(FindOutcomeActivity.Name, new DeferredActivity<OutcomeQuestion, TransactionOutcome?>(() => new FindOutcomeActivity(services().Outbox)));
    }

    /// <summary>Adds the activities that take an envelope through its steps.</summary>
    /// <param name="registry">Gets them.</param>
    /// <param name="services">Asked at every run; what it throws fails the activity.</param>
    /// <param name="submission">Asked when an envelope is written to the chain.</param>
    public static ActivityRegistry AddExecutionActivities(this ActivityRegistry registry, Func<ExecutionServices> services, Func<SubmissionServices> submission)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(submission);
        return registry
            .Add(PackageSessionActivity.Name, new DeferredActivity<SessionToPackage, string>(() => new PackageSessionActivity(services())))
            .Add(RunContractActivity.Name, new DeferredActivity<ContractToRun, ContractRan>(() => new RunContractActivity(services())))
            .Add(MemorialiseActivity.Name, new DeferredActivity<EnvelopeToWrite, TransactionOutcome?>(() => new MemorialiseActivity(services(), submission())))
            .Add(ConfirmIndexActivity.Name, new DeferredActivity<IndexQuestion, bool>(() => new ConfirmIndexActivity(services())))
            .Add(EndExecutionActivity.Name, new DeferredActivity<ExecutionEnd, bool>(() => new EndExecutionActivity(services())));
    }

    /// <summary>Adds the activities that publish contracts.</summary>
    /// <param name="registry">Gets them.</param>
    /// <param name="services">Asked at every run; what it throws fails the activity.</param>
    public static ActivityRegistry AddPublishingActivities(this ActivityRegistry registry, Func<PublishingServices> services)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(services);
        return registry
            .Add(PreparePublicationActivity.Name, new DeferredActivity<PublishContractInput, PreparedPublication>(() => new PreparePublicationActivity(services())))
            .Add(QueuePublicationActivity.Name, new DeferredActivity<QueuedPublication, TransactionOutcome?>(() => new QueuePublicationActivity(services())))
            .Add(CataloguePublicationActivity.Name, new DeferredActivity<CataloguedPublication, bool>(() => new CataloguePublicationActivity(services())));
    }
}
