using P8e.Chain;
using P8e.Chain.Following;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.FollowChain;

/// <summary>
/// Gives followed blocks to the index, then finds our transactions in them and tells the workflows that wait for them. One listing of open rows per account and batch that holds transactions. After a
/// failure all of it comes again, as a handler must bear.
/// </summary>
/// <param name="outbox">The rows.</param>
/// <param name="accounts">Whose.</param>
/// <param name="events">Tells workflows.</param>
/// <param name="before">Gets the blocks first and has kept them before anybody is told; null for nothing.</param>
/// <param name="clock">Dates the span of what was indexed.</param>
internal sealed class CommitHandler(IOutbox outbox, IReadOnlyList<AccountAddress> accounts, OutcomeEvents events, IBlockHandler? before, TimeProvider clock) : IBlockHandler
{
    public async Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        await (before?.HandleAsync(blocks, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        var indexed = clock.GetUtcNow();
        var found = Outcomes(blocks);
        if (found.Count == 0)
        {
            return;
        }

        foreach (var account in accounts)
        {
            await foreach (var row in outbox.ListOpenAsync(account, cancellationToken).ConfigureAwait(false))
            {
                if (row.Attempt is { } attempt && found.TryGetValue(attempt.Transaction.Hash, out var outcome) && SubmissionRow.TryParse(row.Id, out var submission))
                {
                    TraceIndexed(row, began, indexed);
                    using var span = ChainTrace.Start("transaction in block", row.Trace)?.SetTag(ChainTrace.HeightAttribute, outcome.Height).SetTag(ChainTrace.HashAttribute, outcome.Hash);
                    ChainTrace.Fail(span, outcome.ErrorCode);
                    await events.RaiseAsync(submission, outcome, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Only now is it known whose transactions are in the blocks that were indexed.</summary>
    private void TraceIndexed(OutboxRow row, DateTimeOffset began, DateTimeOffset indexed)
    {
        if (before is not null && ChainTrace.Start("index transaction", row.Trace, began) is { } span)
        {
            using (span)
            {
                span.SetEndTime(indexed.UtcDateTime);
            }
        }
    }

    private static Dictionary<TransactionHash, TransactionOutcome> Outcomes(IReadOnlyList<FollowedBlock> blocks)
    {
        var found = new Dictionary<TransactionHash, TransactionOutcome>();
        foreach (var block in blocks)
        {
            for (var index = 0; index < block.Transactions.Count; index++)
            {
                var transaction = block.Transactions[index];
                if (transaction.IsFinal)
                {
                    // A hash can be final in one block only: its sequence is used there.
                    found[transaction.Hash] = RowOutcome.Of(transaction.Hash, OutboxOutcome.Included(block.Header.Height, index, transaction.Failure));
                }
            }
        }

        return found;
    }
}
