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

    // The listener tells as a rule; looking up is for what was refused before it came to a block while nobody could be told.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    // Rare enough that a history of the engine's longest length lasts for years; a lost word is found out after at most as long again as it has been waited for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private static readonly ActivityOptions Retried = new()
    {
        Retry = new RetryPolicy(attemptsMax: 100, TimeSpan.FromSeconds(1)) { BackoffCoefficient = 2, DelayMax = TimeSpan.FromMinutes(5) },
    };

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
            var outcome = await context.CallActivityAsync<TransactionOutcome?>(QueueTransactionActivity.Name, queued, Retried).ConfigureAwait(true)
                ?? await WaitAsync(context, input.Account, number).ConfigureAwait(true);
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

    private static async Task<TransactionOutcome> WaitAsync(OrchestrationContext context, string account, int number)
    {
        var told = new SubmissionRow(context.InstanceId, number).EventName;
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                return await context.WaitForEventAsync<TransactionOutcome>(told, wait).ConfigureAwait(true);
            }
            catch (TaskCanceledException)
            {
                var question = new OutcomeQuestion(account, number);
                if (await context.CallActivityAsync<TransactionOutcome?>(FindOutcomeActivity.Name, question, Retried).ConfigureAwait(true) is { } outcome)
                {
                    return outcome;
                }
            }
        }
    }
}
