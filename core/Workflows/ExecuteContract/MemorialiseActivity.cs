using P8e.Durable;
using P8e.Execution;
using P8e.Execution.Envelopes;
using P8e.Execution.Messages;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.ExecuteContract;

/// <summary>Puts scope, session and records of an executed envelope into the outbox as one transaction (p8e-sdk 7). Safe to repeat: the row's id is the workflow's own.</summary>
/// <param name="services">The affiliate.</param>
/// <param name="submission">The outbox and who may sign.</param>
public sealed class MemorialiseActivity(ExecutionServices services, SubmissionServices submission) : IActivity<EnvelopeToWrite, TransactionOutcome?>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "Memorialise.v1";

    /// <summary>Which of the workflow's transactions it is.</summary>
    internal const int Number = 0;

    /// <summary>Queues the transaction.</summary>
    /// <returns>Null as a rule; the outcome when the row was there already and has one.</returns>
    /// <exception cref="P8eInputException">The envelope makes no messages.</exception>
    /// <exception cref="P8eStateException">As <see cref="QueueTransactionActivity"/> says; or the envelope is not there.</exception>
    public async Task<TransactionOutcome?> RunAsync(ActivityContext context, EnvelopeToWrite input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var envelope = ContractEnvelope.Parse(
            await services.Objects.GetAsync(ObjectHash.Parse(input.Envelope), ExecutionLimits.EnvelopeBytesMax, cancellationToken).ConfigureAwait(false));
        var messages = EnvelopeMessages.Of(envelope).Select(message => new MessageRequest(message.TypeUrl, Convert.ToBase64String(message.Value.Span)));
        var queued = new QueuedTransaction(input.Account, Number, new TransactionRequest([.. messages], null));
        return await new QueueTransactionActivity(submission).RunAsync(context, queued, cancellationToken).ConfigureAwait(false);
    }
}
