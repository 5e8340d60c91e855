using P8e.Durable;

namespace P8e.Workflows.SubmitMessages;

/// <summary>How an orchestrator takes its transactions to their outcomes: queued, then waited for. A transaction is known by the workflow's instance id and a number.</summary>
internal static class CommitWait
{
    // The listener tells as a rule; looking up is for what was refused before it came to a block while nobody could be told.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    // Rare enough that a history of the engine's longest length lasts for years; a lost word is found out after at most as long again as it has been waited for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>How activities that reach for storage are repeated; refusals are not.</summary>
    internal static ActivityOptions Retried { get; } = new()
    {
        Retry = new RetryPolicy(attemptsMax: 100, TimeSpan.FromSeconds(1)) { BackoffCoefficient = 2, DelayMax = TimeSpan.FromMinutes(5) },
    };

    /// <summary>Queues a transaction that stands in the history and waits until it has an outcome.</summary>
    internal static async Task<TransactionOutcome> SubmitAsync(OrchestrationContext context, QueuedTransaction transaction) =>
        await context.CallActivityAsync<TransactionOutcome?>(QueueTransactionActivity.Name, transaction, Retried).ConfigureAwait(true)
        ?? await WaitAsync(context, transaction.Account, transaction.Number).ConfigureAwait(true);

    /// <summary>Waits for the outcome of a transaction that an activity of this workflow has queued.</summary>
    internal static async Task<TransactionOutcome> WaitAsync(OrchestrationContext context, string account, int number)
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
