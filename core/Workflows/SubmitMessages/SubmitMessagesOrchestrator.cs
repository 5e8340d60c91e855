using P8e.Durable;

namespace P8e.Workflows.SubmitMessages;

/// <summary>
/// Takes a caller's own messages to the chain, transaction after transaction, each when the one before has succeeded (design section 5). Instance ids have at most
/// 120 characters. It ends with all outcomes, or fails with the code of the first transaction that failed.
/// </summary>
public sealed class SubmitMessagesOrchestrator : IOrchestrator<SubmitMessagesInput, SubmitMessagesOutput>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "SubmitMessages.v1";

    /// <inheritdoc/>
    public async Task<SubmitMessagesOutput> RunAsync(OrchestrationContext context, SubmitMessagesInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var outcomes = new List<TransactionOutcome>();
        for (var number = 0; number < input.Transactions.Count; number++)
        {
            context.SetCustomStatus(new SubmitMessagesStatus(number, input.Transactions.Count, outcomes.LastOrDefault()));
            var queued = new QueuedTransaction(input.Account, number, input.Transactions[number]);
            var outcome = await CommitWait.SubmitAsync(context, queued).ConfigureAwait(true);
            outcomes.Add(outcome);
            if (outcome.ErrorCode is { } code)
            {
                context.SetCustomStatus(new SubmitMessagesStatus(number, input.Transactions.Count, outcome));
                throw new DurableException(code, $"Transaction {number + 1} of {input.Transactions.Count} failed: {outcome.Reason} Those before it stand, those after it were not sent.");
            }
        }

        context.SetCustomStatus(new SubmitMessagesStatus(outcomes.Count, input.Transactions.Count, outcomes.LastOrDefault()));
        return new SubmitMessagesOutput(outcomes);
    }
}
