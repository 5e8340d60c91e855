using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.SubmitMessages;

/// <summary>Looks up what became of a transaction, for a workflow that heard nothing.</summary>
/// <param name="outbox">The rows.</param>
public sealed class FindOutcomeActivity(IOutbox outbox) : IActivity<OutcomeQuestion, TransactionOutcome?>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "FindOutcome.v1";

    /// <summary>Reads the row.</summary>
    /// <returns>Null while there is no outcome.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ChainRowMissing"/>: the row is gone.</exception>
    public async Task<TransactionOutcome?> RunAsync(ActivityContext context, OutcomeQuestion input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var id = new SubmissionRow(context.InstanceId, input.Number).Id;
        var row = await outbox.FindAsync(AccountAddress.Parse(input.Account), id, cancellationToken).ConfigureAwait(false)
            ?? throw new P8eStateException(
                StateErrorKind.NotFound,
                ErrorCodes.ChainRowMissing,
                $"Looking for the outcome of a transaction of {input.Account}: the outbox no longer has the row {id}. It may have been sent: look on the chain before you submit it again.");
        return RowOutcome.Of(row);
    }
}
