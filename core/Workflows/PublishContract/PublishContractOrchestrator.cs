using P8e.Durable;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.PublishContract;

/// <summary>
/// Publishes a contract package: its specifications are derived and stored, what the chain lacks of them is written, the catalogue gets its contracts (design 5). Instance ids have at most 120
/// characters and are used once: rows of the outbox are known by them. It fails with the code of what went wrong; starting it again under another id writes what is still missing.
/// </summary>
public sealed class PublishContractOrchestrator : IOrchestrator<PublishContractInput, PublishContractOutput>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "PublishContract.v1";

    /// <inheritdoc/>
    public async Task<PublishContractOutput> RunAsync(OrchestrationContext context, PublishContractInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            return await PublishAsync(context, input).ConfigureAwait(true);
        }
        catch (DurableException error)
        {
            throw StepFailure.Of(error);
        }
    }

    private static async Task<PublishContractOutput> PublishAsync(OrchestrationContext context, PublishContractInput input)
    {
        context.SetCustomStatus(new PublishContractStatus("preparing", 0, 0, null));
        var prepared = await context.CallActivityAsync<PreparedPublication>(PreparePublicationActivity.Name, input, CommitWait.Retried).ConfigureAwait(true);
        var outcomes = new List<TransactionOutcome>();
        for (var number = 0; number < prepared.Transactions; number++)
        {
            Tell("writing");
            var outcome = await WriteAsync(context, new QueuedPublication(prepared.Plan, prepared.Account, number)).ConfigureAwait(true);
            outcomes.Add(outcome);
            if (outcome.ErrorCode is { } code)
            {
                throw new DurableException(
                    code, $"Transaction {number + 1} of {prepared.Transactions} failed: {outcome.Reason} Those before it stand. Publish the package again: what is missing will be written.");
            }
        }

        Tell("cataloguing");
        var catalogued = new CataloguedPublication(input, prepared.Plan, context.UtcNow);
        await context.CallActivityAsync<bool>(CataloguePublicationActivity.Name, catalogued, CommitWait.Retried).ConfigureAwait(true);
        Tell("published");
        return new PublishContractOutput(input.ContractPackage, input.RecordPackage, prepared.Contracts, outcomes);

        void Tell(string step) => context.SetCustomStatus(new PublishContractStatus(step, outcomes.Count, prepared.Transactions, outcomes.LastOrDefault()));
    }

    private static async Task<TransactionOutcome> WriteAsync(OrchestrationContext context, QueuedPublication queued) =>
        await context.CallActivityAsync<TransactionOutcome?>(QueuePublicationActivity.Name, queued, CommitWait.Retried).ConfigureAwait(true)
        ?? await CommitWait.WaitAsync(context, queued.Account, queued.Number).ConfigureAwait(true);
}
