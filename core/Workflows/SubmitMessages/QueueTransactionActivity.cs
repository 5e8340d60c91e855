using P8e.Chain;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Durable;
using P8e.Protocol;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.SubmitMessages;

/// <summary>
/// Puts a transaction into the outbox, where the account's writer finds it. Safe to repeat: the row's id is the workflow's own, and the writer alone signs and sends.
/// </summary>
/// <param name="services">The outbox and who may sign.</param>
public sealed class QueueTransactionActivity(SubmissionServices services)
    : IActivity<QueuedTransaction, TransactionOutcome?>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "QueueTransaction.v1";

    /// <summary>Adds the row.</summary>
    /// <returns>Null as a rule; the outcome when the row was there already and has one.</returns>
    /// <exception cref="P8eInputException">A message, the account or an id is not what it should be.</exception>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ChainRowConflict"/>: the workflow's id was used before for something else; <see cref="ErrorCodes.ChainAccountForeign"/>: nobody here would ever send it.
    /// </exception>
    public async Task<TransactionOutcome?> RunAsync(ActivityContext context, QueuedTransaction input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var row = new OutboxRow
        {
            Account = AccountAddress.Parse(input.Account),
            Id = new SubmissionRow(context.InstanceId, input.Number).Id,
            ChainId = services.Options.ChainId,
            Content = new TransactionContent(input.Transaction.Messages.Select(Read), input.Transaction.Memo ?? ""),
            Added = services.Clock.GetUtcNow(),
            Trace = ChainTrace.Current,
        };
        if (!services.Accounts.Contains(row.Account))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted, ErrorCodes.ChainAccountForeign, $"Queueing a transaction: this deployment does not sign for {row.Account}. Use one of its affiliates' accounts.");
        }

        if (await services.Outbox.TryAddAsync(row, cancellationToken).ConfigureAwait(false))
        {
            services.Added();
            return null;
        }

        var known = await services.Outbox.FindAsync(row.Account, row.Id, cancellationToken).ConfigureAwait(false);
        return known is not null && IsSame(known, row) ? RowOutcome.Of(known) : throw Conflict(row);
    }

    private static ChainMessage Read(MessageRequest message)
    {
        var bytes = new byte[(message.Value.Length + 3) / 4 * 3];
        return Convert.TryFromBase64String(message.Value, bytes, out var length)
            ? ChainMessage.FromBytes(message.TypeUrl, bytes.AsSpan(0, length))
            : throw new P8eInputException(ErrorCodes.ChainMessageInvalid, $"Queueing a transaction: the value of a {message.TypeUrl} is not base64.");
    }

    private static bool IsSame(OutboxRow known, OutboxRow row) =>
        known.ChainId == row.ChainId && known.Content.Memo == row.Content.Memo && known.Content.Messages.SequenceEqual(row.Content.Messages);

    private static P8eStateException Conflict(OutboxRow row) => new(
        StateErrorKind.Conflict,
        ErrorCodes.ChainRowConflict,
        $"Queueing a transaction of {row.Account}: the outbox has another one under the id {row.Id}. Nothing was changed. Submit it under a fresh id.");
}
