using P8e.Chain.Following;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.FollowChain;

/// <summary>
/// Finds our transactions in followed blocks and tells the workflows that wait for them. One listing of open rows per account and batch that holds transactions.
/// </summary>
internal sealed class CommitHandler(IOutbox outbox, IReadOnlyList<AccountAddress> accounts, OutcomeEvents events) : IBlockHandler
{
    public async Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken)
    {
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
                    await events.RaiseAsync(submission, outcome, cancellationToken).ConfigureAwait(false);
                }
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
