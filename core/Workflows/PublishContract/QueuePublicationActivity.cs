using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.PublishContract;

/// <summary>Queues one transaction of a stored plan. Safe to repeat, as <see cref="QueueTransactionActivity"/> is.</summary>
/// <param name="services">Where the plan lies and transactions are queued.</param>
public sealed class QueuePublicationActivity(PublishingServices services) : IActivity<QueuedPublication, TransactionOutcome?>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "QueuePublication.v1";

    /// <summary>Adds the row.</summary>
    /// <returns>Null as a rule; the outcome when the row was there already and has one.</returns>
    /// <exception cref="P8eStateException">The plan is gone, or as for <see cref="QueueTransactionActivity"/>.</exception>
    public async Task<TransactionOutcome?> RunAsync(ActivityContext context, QueuedPublication input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var plan = await PublicationPlan.ReadAsync(services.Objects, input.Plan, cancellationToken).ConfigureAwait(false);
        var queued = new QueuedTransaction(input.Account, input.Number, new TransactionRequest(plan.Transactions[input.Number]));
        return await new QueueTransactionActivity(services.Submission).RunAsync(context, queued, cancellationToken).ConfigureAwait(false);
    }
}
