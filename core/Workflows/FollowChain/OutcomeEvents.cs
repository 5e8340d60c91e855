using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.FollowChain;

/// <summary>Tells a workflow what became of its transaction. Telling it twice is harmless: it takes the first.</summary>
internal sealed class OutcomeEvents(IOrchestrationClient workflows, PayloadSerializer payloads)
{
    internal async Task RaiseAsync(SubmissionRow row, TransactionOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.RaiseEventAsync(row.InstanceId, row.EventName, payloads.Write(outcome), cancellationToken).ConfigureAwait(false);
        }
        catch (DurableException error) when (error.Code is DurableErrorCodes.InstanceNotFound or DurableErrorCodes.InstanceStateConflict)
        {
            // It has ended or was purged: nobody waits. The outcome stands in the outbox.
        }
    }

    /// <summary>Tells what the writer found out without a block; blocks are the listener's to tell of.</summary>
    internal async Task RaiseUnseenAsync(WriterReport report, CancellationToken cancellationToken)
    {
        foreach (var finished in report.Finished)
        {
            if (finished.Outcome is { Height: 0 } && SubmissionRow.TryParse(finished.Id, out var row))
            {
                await RaiseAsync(row, RowOutcome.Of(finished)!, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
